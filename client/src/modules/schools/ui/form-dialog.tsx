import { Button } from '@mantine/core';
import type { SyntheticEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog, DialogActions } from '../../../platform/ui/dialog';
import classes from './admin.module.css';
import { useRefusalWords } from './refusal-words';

interface FormDialogProps {
  title: string;
  close: () => void;
  submit: () => void;
  pending: boolean;
  error: unknown;
  /** what the button says; “Save” unless told */
  label?: string;
  disabled?: boolean;
  children: ReactNode;
}

/** A dialog with fields, one button and, above it, why the server refused. Enter sends it. */
export function FormDialog({
  title,
  close,
  submit,
  pending,
  error,
  label,
  disabled,
  children,
}: FormDialogProps) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const onSubmit = (event: SyntheticEvent): void => {
    event.preventDefault();
    submit();
  };
  return (
    <Dialog opened close={close} title={title}>
      <form className={classes.form} onSubmit={onSubmit} noValidate>
        {children}
        {error === null ? null : (
          <p role="alert" className={classes.refusal}>
            {words(error)}
          </p>
        )}
        <DialogActions>
          <Button variant="default" onClick={close}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" loading={pending} disabled={disabled ?? false}>
            {label ?? t('action.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
