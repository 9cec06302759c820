import { Button, NativeSelect } from '@mantine/core';
import { maxImportBytes, type ImportKindName } from '@quad/shared/imports';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../platform/api-error';
import { useCan } from '../../../platform/can';
import { formatNumber } from '../../../platform/dates';
import admin from '../ui/admin.module.css';
import { SchoolPicker } from '../ui/picker';
import { useRefusalWords } from '../ui/refusal-words';
import { useOwnSchools } from '../ui/use-school';
import { DropZone } from './drop-zone';
import classes from './imports.module.css';
import { unfit, type Parcel, type Unfit } from './parcel';
import { useSending } from './use-sending';

const megabyte = 1024 * 1024;

/** What it is, whose it is, and the file; then its own page goes on. */
export function HandIn() {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const isDistrict = useCan('roster:import');
  const own = useOwnSchools('import:run');
  const kinds: ImportKindName[] = isDistrict ? ['roster', 'timetable', 'history'] : ['timetable', 'history'];
  const [kind, setKind] = useState<ImportKindName>(isDistrict ? 'roster' : 'timetable');
  const [school, setSchool] = useState<string | null>(own[0]?.schoolId ?? null);
  const [fault, setFault] = useState<Unfit | 'schoolFirst' | null>(null);
  const { send, sending, error, cancel } = useSending();
  const size = useSize();
  const take = (files: File[]): void => {
    const missing = kind !== 'roster' && school === null;
    const found = missing ? 'schoolFirst' : unfit(files);
    setFault(found);
    if (found === null)
      send({ kind, files, ...(kind !== 'roster' && school !== null && { schoolId: school }) });
  };
  return (
    <section className={admin.section} aria-labelledby="hand-in">
      <h2 id="hand-in">{t('imports.handIn.title')}</h2>
      <div className={classes.what}>
        <NativeSelect
          label={t('imports.handIn.what')}
          size="md"
          value={kind}
          data={kinds.map((value) => ({ value, label: t(`imports.kind.${value}`) }))}
          onChange={(event) => setKind(event.currentTarget.value as ImportKindName)}
        />
        <p className="soft">{t(`imports.handIn.more.${kind}`)}</p>
      </div>
      {kind === 'roster' ? null : own.length > 0 ? (
        <NativeSelect
          label={t('imports.handIn.school')}
          size="md"
          value={school ?? ''}
          data={own.map(({ schoolId, name }) => ({ value: schoolId, label: name }))}
          onChange={(event) => setSchool(event.currentTarget.value)}
        />
      ) : (
        <SchoolPicker
          label={t('imports.handIn.school')}
          chosen={school === null ? [] : [school]}
          choose={([chosen]) => setSchool(chosen ?? null)}
        />
      )}
      <DropZone folders={kind === 'roster'} disabled={sending !== null} take={take} />
      <p className="soft">{t('imports.handIn.nothingYet')}</p>
      <div role="status">{sending === null ? null : <Sending parcel={sending} cancel={cancel} />}</div>
      {fault === null ? null : (
        <p role="alert" className={admin.refusal}>
          {t(`imports.handIn.${fault}`, { most: size(maxImportBytes) })}
        </p>
      )}
      {error === null || fault !== null ? null : (
        <p role="alert" className={admin.refusal}>
          {fileFault(error) === undefined
            ? words(error)
            : t('imports.handIn.notThis', { why: fileFault(error) ?? '' })}
        </p>
      )}
    </section>
  );
}

function Sending({ parcel, cancel }: { parcel: Parcel | 'packing'; cancel: () => void }) {
  const { t } = useTranslation();
  const size = useSize();
  return (
    <div className={classes.sending}>
      <progress className={classes.bar} aria-label={t('imports.progress')} />
      <p className="soft">
        {parcel === 'packing'
          ? t('imports.handIn.packing', { name: '…' })
          : t('imports.handIn.sending', { name: parcel.name, size: size(parcel.content.size) })}
      </p>
      <Button variant="subtle" onClick={cancel}>
        {t('action.cancel')}
      </Button>
    </div>
  );
}

function fileFault(error: unknown): string | undefined {
  return error instanceof ApiError ? error.errors.find(({ field }) => field === 'file')?.message : undefined;
}

function useSize(): (bytes: number) => string {
  const { t } = useTranslation();
  return (bytes) =>
    t('imports.handIn.megabytes', {
      size: formatNumber(Math.max(0.1, Math.round((10 * bytes) / megabyte) / 10)),
    });
}
