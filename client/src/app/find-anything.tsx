import { IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './find-anything.module.css';
import type { Places } from './places-of';

// rarely opened, and dialogs are heavy
const Palette = lazy(async () => ({ default: (await import('./palette')).Palette }));

/** ⌘K or Ctrl-K anywhere, or this button: finds any page, person or class. */
export function FindAnything({ places }: { places: Places }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'k' || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setOpened(true);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
  return (
    <>
      <button
        type="button"
        className={classes.button}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpened(true)}
      >
        <IconSearch size={18} aria-hidden="true" />
        {t('admin.palette.open')}
        <kbd aria-hidden="true">⌘K</kbd>
      </button>
      {opened ? (
        <Suspense>
          <Palette places={places} close={() => setOpened(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
