import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { rangeNames, type RangeName } from './address';
import classes from './range-picker.module.css';

interface RangePickerProps {
  range: { name: RangeName; from: string; to: string };
  today: string;
  /** without terms to choose from, no term is offered */
  terms: boolean;
}

/** Which days a summary is about; it lives in the address and goes down with every link. */
export function RangePicker({ range, today, terms }: RangePickerProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const set = (values: Record<string, string>): void => {
    const next = new URLSearchParams(search);
    for (const name of ['range', 'from', 'to', 'page']) next.delete(name);
    for (const [name, value] of Object.entries(values)) next.set(name, value);
    setSearch(next, { replace: true });
  };
  const choose = (name: RangeName): void =>
    set(name === 'custom' ? { from: range.from, to: range.to } : { range: name });
  const day = (name: 'from' | 'to') => (
    <label>
      {t(`office.range.${name}`)}
      <input
        type="date"
        value={range[name]}
        max={name === 'to' ? today : range.to}
        min={name === 'to' ? range.from : undefined}
        onChange={(event) => {
          const value = event.currentTarget.value;
          if (value !== '') set({ from: range.from, to: range.to, [name]: value });
        }}
      />
    </label>
  );
  return (
    <div className={classes.picker}>
      <div className={classes.names} role="group" aria-label={t('office.range.label')}>
        {rangeNames
          .filter((name) => terms || name !== 'term')
          .map((name) => (
            <button key={name} type="button" aria-pressed={range.name === name} onClick={() => choose(name)}>
              {t(`office.range.${name}`)}
            </button>
          ))}
      </div>
      {range.name === 'custom' ? (
        <div className={classes.days}>
          {day('from')}
          {day('to')}
        </div>
      ) : null}
    </div>
  );
}
