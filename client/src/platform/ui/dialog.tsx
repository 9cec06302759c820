import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './dialog.module.css';

interface DialogProps {
  opened: boolean;
  title: string;
  close: () => void;
  children: ReactNode;
}

export function Dialog({ opened, title, close, children }: DialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      closeButtonProps={{ 'aria-label': t('action.close'), size: 44, iconSize: 20 }}
      classNames={{ title: classes.title, header: classes.header }}
    >
      <div className={classes.body}>{children}</div>
    </Modal>
  );
}

export function DialogActions({ children }: { children: ReactNode }) {
  return <div className={classes.actions}>{children}</div>;
}
