import { importsContract, type ImportKindName } from '@quad/shared/imports';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { call } from '../../../platform/api';
import { parcelOf, type Parcel } from './parcel';

interface Order {
  kind: ImportKindName;
  schoolId?: string;
  files: File[];
}

/** Packs and sends; leaves for the import's own page once the server has it. */
export function useSending() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [sending, setSending] = useState<Parcel | 'packing' | null>(null);
  const running = useRef<AbortController | null>(null);
  const { mutate, error, reset } = useMutation({
    mutationFn: async ({ kind, schoolId, files }: Order) => {
      const own = new AbortController();
      running.current = own;
      setSending('packing');
      const parcel = await parcelOf(files, t('imports.handIn.folderOf', { count: files.length }));
      own.signal.throwIfAborted();
      setSending(parcel);
      const query = { kind, fileName: parcel.name.slice(-200), ...(schoolId !== undefined && { schoolId }) };
      return call(importsContract.startImport, { query, file: parcel.content }, own.signal);
    },
    onSuccess: ({ importId }) => navigate(`/imports/${importId}`),
    onSettled: () => setSending(null),
  });
  const cancel = (): void => {
    running.current?.abort();
    reset();
    setSending(null);
  };
  return { send: mutate, sending, error, cancel };
}
