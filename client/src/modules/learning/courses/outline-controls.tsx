import type { useSortable } from '@dnd-kit/sortable';
import { Button, TextInput } from '@mantine/core';
import { IconDots, IconGripVertical } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './outline-editor.module.css';
import { neighbour, placed } from './structure-edits';
import type { StructureEditor } from './use-structure';

type Sortable = ReturnType<typeof useSortable>;
type DragHandleProps = Pick<Sortable, 'attributes' | 'listeners' | 'setActivatorNodeRef'> & { title: string };

export function DragHandle({ title, attributes, listeners, setActivatorNodeRef }: DragHandleProps) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      ref={setActivatorNodeRef}
      className={classes.handle}
      {...attributes}
      {...listeners}
      aria-label={t('learning.courses.drag.move', { title })}
    >
      <IconGripVertical size={20} aria-hidden="true" />
    </button>
  );
}

export function MoreButton({
  title,
  opened,
  toggle,
}: {
  title: string;
  opened: boolean;
  toggle: () => void;
}) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className={classes.more}
      aria-expanded={opened}
      aria-label={t('learning.courses.more', { title })}
      onClick={toggle}
    >
      <IconDots size={20} aria-hidden="true" />
    </button>
  );
}

interface MoveButtonsProps {
  id: string;
  title: string;
  structure: StructureEditor;
}

/** For whoever would rather press than drag. */
export function MoveButtons({ id, title, structure: { modules, edit } }: MoveButtonsProps) {
  const { t } = useTranslation();
  return (['up', 'down'] as const).map((way) => {
    const to = neighbour(modules, id, way === 'up' ? -1 : 1);
    return (
      <Button
        key={way}
        variant="default"
        disabled={to === null}
        onClick={() => {
          if (to !== null) edit(placed(id, to));
        }}
      >
        {t(`learning.courses.${way}`)}
        <span className="hidden-text"> {title}</span>
      </Button>
    );
  });
}

/** Renamed on Enter or when the field is left; Escape takes it back. */
export function TitleField({ value, change }: { value: string; change: (title: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const commit = (): void => {
    const next = typed?.trim() ?? '';
    if (next !== '' && next !== value) change(next);
    setTyped(null);
  };
  return (
    <TextInput
      label={t('learning.courses.name')}
      maxLength={120}
      value={typed ?? value}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') setTyped(null);
      }}
    />
  );
}
