import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { Fault } from '@quad/shared/schools';
import { useTranslation } from 'react-i18next';
import classes from './span-rows.module.css';

interface SpanRowsProps<T extends { name: string }, F extends keyof T & string> {
  rows: readonly T[];
  /** which fields are the beginning and the end, and of what kind */
  fields: { from: F; to: F; type: 'date' | 'time' };
  faults: readonly Fault[];
  words: {
    name: string;
    from: string;
    to: string;
    add: string;
    row: (number: number) => string;
    remove: (name: string) => string;
  };
  fresh: () => T;
  most: number;
  change: (rows: T[]) => void;
  disabled: boolean;
}

/** A list of things with a name, a beginning and an end: terms, bells. */
export function SpanRows<T extends { name: string }, F extends keyof T & string>({
  rows,
  fields,
  faults,
  words,
  fresh,
  most,
  change,
  disabled,
}: SpanRowsProps<T, F>) {
  const { t } = useTranslation();
  const set = (index: number, changed: Partial<T>): void =>
    change(rows.map((row, at) => (at === index ? { ...row, ...changed } : row)));
  const wrong = (index: number, field: string): string | undefined => {
    const fault = faults.find((each) => each.index === index && each.field === field);
    return fault === undefined ? undefined : t(`admin.fault.${fault.fault}`);
  };
  return (
    <>
      {rows.map((row, index) => (
        <fieldset key={index} className={classes.row} disabled={disabled}>
          <legend className="hidden-text">{words.row(index + 1)}</legend>
          <TextInput
            className={classes.name}
            label={words.name}
            value={row.name}
            maxLength={40}
            error={wrong(index, 'name')}
            onChange={(event) => set(index, { name: event.currentTarget.value } as Partial<T>)}
          />
          {([fields.from, fields.to] as const).map((field) => (
            <TextInput
              key={field}
              type={fields.type}
              label={field === fields.from ? words.from : words.to}
              value={String(row[field])}
              error={wrong(index, field)}
              onChange={(event) => set(index, { [field]: event.currentTarget.value } as Partial<T>)}
            />
          ))}
          {disabled ? null : (
            <ActionIcon
              className={classes.remove}
              variant="subtle"
              color="gray"
              size={44}
              aria-label={words.remove(row.name)}
              onClick={() => change(rows.filter((_, at) => at !== index))}
            >
              <IconX size={18} aria-hidden="true" />
            </ActionIcon>
          )}
        </fieldset>
      ))}
      {disabled || rows.length >= most ? null : (
        <div>
          <Button variant="default" onClick={() => change([...rows, fresh()])}>
            {words.add}
          </Button>
        </div>
      )}
    </>
  );
}
