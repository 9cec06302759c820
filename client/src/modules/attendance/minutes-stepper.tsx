import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './minutes-stepper.module.css';

const most = 600;

interface MinutesStepperProps {
  label: string;
  value: number | null;
  change: (minutes: number | null) => void;
}

export function MinutesStepper({ label, value, change }: MinutesStepperProps) {
  const { t } = useTranslation();
  const id = useId();
  const step = (by: number): void => change(Math.min(most, Math.max(0, (value ?? 0) + by)));
  return (
    <div className={classes.line}>
      <label htmlFor={id}>{label}</label>
      <div className={classes.stepper}>
        <button type="button" onClick={() => step(-1)} aria-label={t('attendance.minutes.less')}>
          −
        </button>
        <input
          id={id}
          inputMode="numeric"
          value={value ?? ''}
          onChange={(event) => {
            const digits = event.currentTarget.value.replace(/\D/g, '').slice(0, 3);
            change(digits === '' ? null : Math.min(most, Number(digits)));
          }}
        />
        <button type="button" onClick={() => step(1)} aria-label={t('attendance.minutes.more')}>
          +
        </button>
      </div>
    </div>
  );
}
