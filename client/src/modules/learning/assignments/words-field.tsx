import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface WordsFieldProps {
  label: string;
  value: string;
  change: (value: string) => void;
}

/** A text that may not be empty; while it is, the last one holds. */
export function WordsField({ label, value, change }: WordsFieldProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextInput
      label={label}
      maxLength={120}
      value={typed ?? value}
      error={typed?.trim() === '' ? t('learning.assignments.rubric.empty') : undefined}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        if (text.trim() !== '') change(text);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
