import { Button, NativeSelect, TextInput } from '@mantine/core';
import { categories, type Code } from '@quad/shared/attendance';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './codes-editor.module.css';

const most = 60;
const flags = ['unexplained', 'takesMinutes', 'needsReason', 'officeOnly'] as const;

interface CodesEditorProps {
  codes: readonly Code[];
  change: (codes: Code[]) => void;
}

/** One's own codes, each with its letter, its name and what it does. */
export function CodesEditor({ codes, change }: CodesEditorProps) {
  const { t } = useTranslation();
  const set = (index: number, fields: Partial<Code>): void =>
    change(codes.map((code, i) => (i === index ? tidy({ ...code, ...fields }) : code)));
  return (
    <div className={classes.editor}>
      <ol className={classes.codes}>
        {codes.map((code, index) => {
          const name = code.letter === '' ? String(index + 1) : code.letter;
          return (
            // the letter is what one types into, so it cannot be the key
            <li key={index}>
              <div className={classes.fields}>
                <TextInput
                  label={t('office.codes.letter')}
                  required
                  maxLength={3}
                  value={code.letter}
                  onChange={({ currentTarget: { value } }) => set(index, { letter: value.trim() })}
                />
                <TextInput
                  label={t('office.codes.label')}
                  required
                  maxLength={60}
                  value={code.label ?? ''}
                  onChange={({ currentTarget: { value } }) => set(index, { label: value })}
                />
                <NativeSelect
                  size="md"
                  label={t('office.codes.category')}
                  value={code.category}
                  data={categories.map((value) => ({ value, label: t(`attendance.category.${value}`) }))}
                  onChange={({ currentTarget: { value } }) =>
                    set(index, { category: categories.find((each) => each === value) ?? code.category })
                  }
                />
                <button
                  type="button"
                  className={classes.remove}
                  aria-label={t('office.codes.remove', { name })}
                  onClick={() => change(codes.filter((_, i) => i !== index))}
                >
                  <IconTrash size={20} aria-hidden="true" />
                </button>
              </div>
              <div className={classes.flags} role="group" aria-label={t('office.codes.specialOf', { name })}>
                {flags.map((flag) => (
                  <label key={flag}>
                    <input
                      type="checkbox"
                      checked={code[flag] === true}
                      onChange={({ currentTarget: { checked } }) => set(index, { [flag]: checked })}
                    />
                    {t(`office.codes.flag.${flag}`)}
                  </label>
                ))}
              </div>
            </li>
          );
        })}
      </ol>
      <Button
        variant="default"
        leftSection={<IconPlus size={18} aria-hidden="true" />}
        disabled={codes.length >= most}
        onClick={() => change([...codes, { letter: '', category: 'excused', label: '' }])}
      >
        {t('office.codes.add')}
      </Button>
    </div>
  );
}

/** What is not so is left out rather than said: the same codes must read the same. */
function tidy({ letter, category, label = '', ...said }: Code): Code {
  const so = flags.filter((flag) => said[flag] === true).map((flag) => [flag, true]);
  return { letter, category, label, ...(Object.fromEntries(so) as Partial<Code>) };
}
