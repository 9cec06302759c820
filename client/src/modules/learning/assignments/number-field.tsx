import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface NumberFieldProps {
  label: string;
  value: number;
  min: number;
  max: number;
  whole?: boolean;
  change: (value: number) => void;
}

/** A number between two others; while what is typed is none, the last one holds and the field says what is wrong. */
export function NumberField({ label, value, min, max, whole = false, change }: NumberFieldProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const read = typed === null ? value : numberIn(typed, { min, max, whole });
  return (
    <TextInput
      label={label}
      inputMode="decimal"
      value={typed ?? String(value)}
      error={read === null ? t('learning.assignments.editor.range', { min, max }) : undefined}
      onChange={(event) => {
        const { value: text } = event.currentTarget;
        setTyped(text);
        const number = numberIn(text, { min, max, whole });
        if (number !== null) change(number);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

/** 7.5 and 7,5 alike. */
export function numberIn(
  text: string,
  { min, max, whole = false }: { min: number; max: number; whole?: boolean },
): number | null {
  const trimmed = text.trim();
  if (!/^\d{1,6}([.,]\d{1,4})?$/.test(trimmed)) return null;
  const number = Math.round(Number(trimmed.replace(',', '.')) * 100) / 100;
  return number < min || number > max || (whole && !Number.isInteger(number)) ? null : number;
}
