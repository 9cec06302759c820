import { Button } from '@mantine/core';
import {
  codesOf,
  isPreset,
  presetNames,
  type Code,
  type CodesChoice,
  type CodeSetId,
} from '@quad/shared/attendance';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogActions } from '../../../platform/ui/dialog';
import page from '../../../platform/ui/page.module.css';
import { useCodeLabel } from '../code-words';
import { Refusal } from '../family/refusal';
import { CodesEditor } from './codes-editor';
import { CodesTable } from './codes-table';
import { Choice } from './choice';
import classes from './rules-form.module.css';

interface CodesFormProps {
  codeSet: CodeSetId;
  /** the set is the district's */
  inherited: boolean;
  /** a school may take the district's */
  mayInherit: boolean;
  busy: boolean;
  error: unknown;
  /** null: the district's */
  save: (choice: CodesChoice | null) => void;
}

type Kind = 'district' | 'own' | (typeof presetNames)[number];

/** Which codes registers are taken with: a preset, one's own, or the district's. */
export function CodesForm({ codeSet, inherited, mayInherit, busy, error, save }: CodesFormProps) {
  const { t } = useTranslation();
  const label = useCodeLabel(codeSet);
  const current: Kind = inherited ? 'district' : isPreset(codeSet) ? codeSet : 'own';
  const [kind, setKind] = useState<Kind>(current);
  const labelled = (): Code[] => codesOf(codeSet).map((code) => ({ ...code, label: label(code.letter) }));
  const [own, setOwn] = useState<Code[]>(labelled);
  const kinds: Kind[] = [...(mayInherit ? (['district'] as const) : []), ...presetNames, 'own'];
  const unchanged =
    kind === current && (kind !== 'own' || JSON.stringify(own) === JSON.stringify(labelled()));
  const send = (): void => {
    if (kind === 'district') save(null);
    else if (kind === 'own') save({ codes: own });
    else save({ preset: kind });
  };
  return (
    <form
      className={page.padded}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <h2>{t('office.codes.heading')}</h2>
      <p className="soft">{t('office.codes.fromNow')}</p>
      <fieldset className={`${classes.fields} ${classes.rules}`}>
        <legend className="hidden-text">{t('office.codes.which')}</legend>
        {kinds.map((each) => (
          <Choice
            key={each}
            group="codes"
            label={t(`office.codes.kind.${each}`)}
            more={t(`office.codes.kindMore.${each}`)}
            checked={kind === each}
            choose={() => setKind(each)}
          />
        ))}
      </fieldset>
      {kind === 'own' ? (
        <CodesEditor codes={own} change={setOwn} />
      ) : kind === 'district' && !inherited ? null : (
        <CodesTable set={kind === 'district' ? codeSet : kind} />
      )}
      <Refusal error={error} />
      <DialogActions>
        <Button type="submit" mt="md" loading={busy} disabled={unchanged}>
          {t('office.codes.save')}
        </Button>
      </DialogActions>
    </form>
  );
}
