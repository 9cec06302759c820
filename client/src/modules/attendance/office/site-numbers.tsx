import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../platform/dates';
import type { SiteCounts } from './site';
import classes from './on-site-page.module.css';

/** The figures somebody reads out in the yard. */
export function SiteNumbers({ counts, isOn }: { counts: SiteCounts; isOn: boolean }) {
  const { t } = useTranslation();
  const names = isOn
    ? (['missing', 'safe', 'unknown', 'onSite'] as const)
    : (['onSite', 'unknown', 'away'] as const);
  return (
    <dl className={classes.numbers} data-few={isOn ? undefined : true}>
      {names.map((name) => (
        <div key={name} data-state={name}>
          <dt>{t(`office.site.state.${name}`)}</dt>
          <dd>{formatNumber(counts[name])}</dd>
        </div>
      ))}
    </dl>
  );
}
