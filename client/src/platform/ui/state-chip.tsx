import { useClickOutside } from '@mantine/hooks';
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './state-chip.module.css';

export type Tone = 'good' | 'busy' | 'wait' | 'bad';

interface StateChipProps {
  tone: Tone;
  label: string;
  /** says more when the chip is opened */
  children: ReactNode;
}

/** How this screen stands towards the server; in the same corner everywhere, so its panel needs no positioning library. */
export function StateChip({ tone, label, children }: StateChipProps) {
  const { t } = useTranslation();
  const panel = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const place = useClickOutside<HTMLDivElement>(() => setOpen(false));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !open) return;
    setOpen(false);
    button.current?.focus();
  };
  return (
    // eslint-disable-next-line jsx-a11y-x/no-static-element-interactions -- Escape closes the panel wherever inside the focus is
    <div ref={place} className={classes.place} onKeyDown={onKeyDown}>
      <button
        ref={button}
        type="button"
        className={classes.target}
        aria-expanded={open}
        aria-controls={panel}
        onClick={() => setOpen(!open)}
      >
        <span className={classes.chip} data-tone={tone}>
          <i aria-hidden="true" />
          {label}
        </span>
        <span className="hidden-text">{t('chip.more')}</span>
      </button>
      <div id={panel} className={classes.panel} role="region" aria-label={t('chip.panel')} hidden={!open}>
        {children}
      </div>
      {/* “Saving” comes and goes with every mark; reading it out each time would drown the names */}
      <span role="status" className="hidden-text">
        {tone === 'busy' ? '' : label}
      </span>
    </div>
  );
}
