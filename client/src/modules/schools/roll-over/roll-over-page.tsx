import { Button, TextInput } from '@mantine/core';
import { addDays } from '@quad/shared/platform';
import {
  rollOverContract,
  type RollOver,
  type RollOverPlan,
  type SchoolCalendar,
  type TermFields,
} from '@quad/shared/schools';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { Notice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { useCalendar, useChange } from '../admin.queries';
import { areWhole, TermRows } from '../calendar/terms-section';
import classes from '../ui/admin.module.css';
import { Loaded } from '../ui/loaded';
import { useRefusalWords } from '../ui/refusal-words';
import { InSchool, useSchoolLink } from '../ui/use-school';
import { Plan, type Choice } from './plan';

export function RollOverPage() {
  const { t } = useTranslation();
  return (
    <InSchool permission="year:roll" title={t('admin.roll.title')}>
      {(schoolId, above) => <RollOverOf key={schoolId} schoolId={schoolId} above={above} />}
    </InSchool>
  );
}

function RollOverOf({ schoolId, above }: { schoolId: string; above: ReactNode }) {
  const { t } = useTranslation();
  const calendar = useCalendar(schoolId);
  return (
    <div className={page.medium}>
      <PageHeader
        title={t('admin.roll.title')}
        above={above}
        chip={<ConnectionChip asOf={undefined} failed={calendar.isError} />}
      />
      <Loaded query={calendar} heights={[60, 260]}>
        {(data) => <Steps schoolId={schoolId} calendar={data} />}
      </Loaded>
    </div>
  );
}

/** First the year, then its plan, then for good. Whatever is changed makes a new plan. */
function Steps({ schoolId, calendar }: { schoolId: string; calendar: SchoolCalendar }) {
  const { t } = useTranslation();
  const link = useSchoolLink();
  const words = useRefusalWords();
  const [lastDay, setLastDay] = useState(() => calendar.terms.at(-1)?.to ?? '');
  const [terms, setTerms] = useState<TermFields[]>(() => nextTerms(calendar));
  const [choices, setChoices] = useState<Choice[]>([]);
  const [plan, setPlan] = useState<RollOverPlan | null>(null);
  const roll = useChange(rollOverContract.rollOver);
  const ask = (body: Partial<RollOver>): void =>
    roll.mutate(
      { params: { schoolId }, body: { terms, lastDay, classes: choices, apply: false, ...body } },
      { onSuccess: setPlan },
    );
  const isLater = terms.every(({ from }) => from > lastDay);
  const edited = <T,>(set: (value: T) => void) => {
    return (value: T): void => {
      set(value);
      setPlan(null);
    };
  };
  if (plan?.applied === true)
    return (
      <div className={page.card}>
        <Notice
          title={t('admin.roll.done')}
          action={
            <Button component={Link} to={link('/school/classes')}>
              {t('admin.roll.toClasses')}
            </Button>
          }
        >
          {t('admin.roll.doneHint')}
        </Notice>
      </div>
    );
  return (
    <div className={classes.stack}>
      <section className={classes.section}>
        <p className="soft">{t('admin.roll.hint')}</p>
        <TextInput
          type="date"
          label={t('admin.roll.oldYear')}
          value={lastDay}
          onChange={(event) => edited(setLastDay)(event.currentTarget.value)}
        />
        <h2>{t('admin.roll.newTerms')}</h2>
        <TermRows terms={terms} change={edited(setTerms)} />
        {isLater ? null : <p role="alert">{t('admin.roll.later')}</p>}
        <div>
          <Button
            variant={plan === null ? 'filled' : 'default'}
            loading={roll.isPending}
            disabled={!isLater || lastDay === '' || terms.length === 0 || !areWhole(terms)}
            onClick={() => ask({})}
          >
            {t('admin.roll.show')}
          </Button>
        </div>
      </section>
      {roll.error === null ? null : (
        <p role="alert" className={classes.refusal}>
          {words(roll.error)}
        </p>
      )}
      {plan === null ? null : (
        <Plan
          plan={plan}
          lastDay={lastDay}
          pending={roll.isPending}
          choose={(choice) => {
            const others = choices.filter(({ classId }) => classId !== choice.classId);
            setChoices([...others, choice]);
            ask({ classes: [...others, choice] });
          }}
          apply={() => ask({ apply: true, plan: plan.plan })}
        />
      )}
    </div>
  );
}

/** This year's terms, a year of weeks later. */
function nextTerms({ terms }: SchoolCalendar): TermFields[] {
  const first = terms.at(-1)?.from ?? '';
  const year = terms.filter(({ from }) => from > addDays(first === '' ? '1970-01-01' : first, -330));
  return year.map(({ name, from, to }) => ({ name, from: addDays(from, 364), to: addDays(to, 364) }));
}
