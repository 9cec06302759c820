import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useRoles, type HeldRole } from '../platform/role';
import { useMe } from '../platform/session';
import classes from './role-switch.module.css';

/** Says as whom one is here, and changes it. Whoever is one thing only sees nothing of it. */
export function RoleSwitch() {
  const { t } = useTranslation();
  const roles = useRoles();
  const words = useRoleWords();
  const disclosure = useRef<HTMLDetailsElement>(null);
  if (roles === null || roles.now === null || roles.all.length < 2) return null;
  return (
    <details className={classes.switch} ref={disclosure}>
      <summary>
        <span>
          <small>{t('identity.switch.label')}</small>
          {words(roles.now)}
        </span>
        <IconChevronDown size={18} aria-hidden="true" />
      </summary>
      <RoleList chosen={() => disclosure.current?.removeAttribute('open')} />
    </details>
  );
}

/** On the page More, which a phone has instead of a sidebar. */
export function RoleChoice() {
  const { t } = useTranslation();
  const roles = useRoles();
  if (roles === null || roles.all.length < 2) return null;
  return (
    <section className={classes.choice}>
      <h2>{t('identity.switch.title')}</h2>
      <p className="soft">{t('identity.switch.hint')}</p>
      <RoleList />
    </section>
  );
}

function RoleList({ chosen }: { chosen?: () => void }) {
  const { t } = useTranslation();
  const roles = useRoles();
  const words = useRoleWords();
  const navigate = useNavigate();
  const choose = (role: HeldRole): void => {
    roles?.choose(role);
    chosen?.();
    // the page that is open may belong to the other role alone
    void navigate('/');
  };
  return (
    <ul className={classes.list}>
      {roles?.all.map((role) => {
        const isNow = role.key === roles.now?.key;
        return (
          <li key={role.key}>
            <button
              type="button"
              aria-current={isNow || undefined}
              aria-label={isNow ? undefined : t('identity.switch.use', { role: words(role) })}
              onClick={() => choose(role)}
            >
              {words(role)}
              {isNow ? <IconCheck size={18} aria-label={t('identity.switch.now')} /> : null}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** A page that was asked for belongs to another role, which was chosen by itself: a quiet word about it. */
export function ArrivedAs() {
  const { t } = useTranslation();
  const roles = useRoles();
  const words = useRoleWords();
  const said = roles?.here === 'byItself';
  return (
    <div role="status">
      {said ? (
        <p className={classes.arrived}>{t('identity.switch.arrived', { role: words(roles.now) })}</p>
      ) : null}
    </div>
  );
}

/** “Teacher · Harbour Academy” */
function useRoleWords(): (role: HeldRole | null) => string {
  const { t } = useTranslation();
  const { districtName } = useMe();
  return (held) => {
    if (held === null) return '';
    const places = held.memberships.map(({ schoolName }) => schoolName ?? districtName);
    return [t(`identity.as.${held.role}`), [...new Set(places)].join(', ')].join(' · ');
  };
}
