import { useId } from 'react';
import classes from './rules-form.module.css';

interface ChoiceProps {
  group: string;
  label: string;
  /** what choosing it does */
  more: string;
  checked: boolean;
  choose: () => void;
}

/** One of several ways, with a sentence of what it does. */
export function Choice({ group, label, more, checked, choose }: ChoiceProps) {
  const id = useId();
  return (
    <div className={classes.choice}>
      <input
        id={id}
        type="radio"
        name={group}
        checked={checked}
        aria-describedby={`${id}-more`}
        onChange={choose}
      />
      <label htmlFor={id}>
        {label}
        <span id={`${id}-more`} className={classes.more}>
          {more}
        </span>
      </label>
    </div>
  );
}
