import { Button } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './imports.module.css';
import { droppedFiles } from './parcel';

interface DropZoneProps {
  /** a folder makes sense here */
  folders: boolean;
  disabled: boolean;
  take: (files: File[]) => void;
}

/** Files are dropped here, or chosen by its buttons: on a phone and from a keyboard these are the way. */
export function DropZone({ folders, disabled, take }: DropZoneProps) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    if (!disabled) void droppedFiles(event.dataTransfer).then(take);
  };
  return (
    // eslint-disable-next-line jsx-a11y-x/no-static-element-interactions -- dropping needs a pointer; the buttons inside do the same
    <div
      className={classes.drop}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <IconFileImport size={28} aria-hidden="true" />
      <p className={classes.dropWords}>{t('imports.handIn.drop')}</p>
      <div className={classes.buttons}>
        <ChooseButton label={t('imports.handIn.choose')} disabled={disabled} take={take} />
        {folders ? (
          <ChooseButton label={t('imports.handIn.chooseFolder')} folder disabled={disabled} take={take} />
        ) : null}
      </div>
    </div>
  );
}

interface ChooseButtonProps {
  label: string;
  folder?: boolean;
  disabled: boolean;
  take: (files: File[]) => void;
}

function ChooseButton({ label, folder = false, disabled, take }: ChooseButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        variant={folder ? 'default' : 'filled'}
        disabled={disabled}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        multiple
        disabled={disabled}
        {...(folder ? { webkitdirectory: '' } : { accept: '.zip,.csv,application/zip,text/csv' })}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          if (files.length > 0) take(files);
        }}
      />
    </>
  );
}
