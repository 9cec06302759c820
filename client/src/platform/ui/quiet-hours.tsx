import { TextInput } from '@mantine/core';
import classes from './quiet-hours.module.css';

interface Hours {
  quietFrom: string;
  quietTo: string;
}

interface QuietHoursProps {
  hours: Hours;
  labels: Hours;
  change: (hours: Partial<Hours>) => void;
}

/** From when until when nobody is to be disturbed; it may go over midnight. */
export function QuietHours({ hours, labels, change }: QuietHoursProps) {
  return (
    <div className={classes.hours}>
      {(['quietFrom', 'quietTo'] as const).map((name) => (
        <TextInput
          key={name}
          type="time"
          required
          label={labels[name]}
          value={hours[name]}
          onChange={({ currentTarget: { value } }) => change({ [name]: value })}
        />
      ))}
    </div>
  );
}
