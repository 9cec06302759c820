import { useClickOutside } from '@mantine/hooks';
import { lazy, Suspense, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Figures } from '../in-line/figures';
import classes from './state-chip.module.css';

// what few people open is not part of the first load
const InLinePanel = lazy(async () => ({
  default: (await import('../in-line/in-line-panel')).InLinePanel,
}));

export type Tone = 'good' | 'busy' | 'wait' | 'bad';

interface StateChipProps {
  tone: Tone;
  label: string;
  /** how this screen stands, in one sentence */
  words: string;
  /** of this screen, for the panel behind the chip */
  figures: readonly Figures[];
  /** says more when the chip is opened */
  children?: ReactNode;
}

/** How this screen stands towards the server; in the same corner everywhere, so its panel needs no positioning library. */
export function StateChip({ tone, label, words, figures, children }: StateChipProps) {
  const { t } = useTranslation();
  const panel = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [inFigures, setInFigures] = useState(false);
  const place = useClickOutside<HTMLDivElement>(() => setOpen(false));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !open) return;
    setOpen(false);
    button.current?.focus();
  };
  const showFigures = (): void => {
    setOpen(false);
    setInFigures(true);
  };
  const hideFigures = (): void => {
    setInFigures(false);
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
        <p>{words}</p>
        {children}
        <button type="button" className={classes.more} onClick={showFigures}>
          {t('inLine.panel.more')}
        </button>
      </div>
      {inFigures ? (
        <Suspense>
          <InLinePanel words={words} figures={figures} close={hideFigures} />
        </Suspense>
      ) : null}
      {/* “Saving” comes and goes with every mark; reading it out each time would drown the names */}
      <span role="status" className="hidden-text">
        {tone === 'busy' ? '' : label}
      </span>
    </div>
  );
}
