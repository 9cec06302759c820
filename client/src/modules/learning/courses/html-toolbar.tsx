import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBlockquote,
  IconBold,
  IconCode,
  IconH2,
  IconH3,
  IconItalic,
  IconLink,
  IconList,
  IconListNumbers,
  IconPhotoPlus,
  type TablerIcon,
} from '@tabler/icons-react';
import { useEditorState, type Editor } from '@tiptap/react';
import { useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './html-editor.module.css';

interface HtmlToolbarProps {
  editor: Editor;
  label: string;
  askLink: () => void;
  askFile: () => void;
}

const marks = [
  ['bold', IconBold, (editor: Editor) => editor.chain().focus().toggleBold().run()],
  ['italic', IconItalic, (editor: Editor) => editor.chain().focus().toggleItalic().run()],
  ['heading2', IconH2, (editor: Editor) => editor.chain().focus().toggleHeading({ level: 2 }).run()],
  ['heading3', IconH3, (editor: Editor) => editor.chain().focus().toggleHeading({ level: 3 }).run()],
  ['bulletList', IconList, (editor: Editor) => editor.chain().focus().toggleBulletList().run()],
  ['orderedList', IconListNumbers, (editor: Editor) => editor.chain().focus().toggleOrderedList().run()],
  ['blockquote', IconBlockquote, (editor: Editor) => editor.chain().focus().toggleBlockquote().run()],
  ['codeBlock', IconCode, (editor: Editor) => editor.chain().focus().toggleCodeBlock().run()],
] as const satisfies readonly [string, TablerIcon, (editor: Editor) => boolean][];

/** One stop of the Tab key; the arrows go along it. */
export function HtmlToolbar({ editor, label, askLink, askFile }: HtmlToolbarProps) {
  const { t } = useTranslation();
  const bar = useRef<HTMLDivElement>(null);
  const now = useEditorState({
    editor,
    selector: ({ editor: at }) => ({
      pressed: [
        at.isActive('bold'),
        at.isActive('italic'),
        at.isActive('heading', { level: 2 }),
        at.isActive('heading', { level: 3 }),
        at.isActive('bulletList'),
        at.isActive('orderedList'),
        at.isActive('blockquote'),
        at.isActive('codeBlock'),
      ],
      link: at.isActive('link'),
      undo: at.can().undo(),
      redo: at.can().redo(),
    }),
  });
  const go = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const all = [...(bar.current?.querySelectorAll<HTMLButtonElement>('button:enabled') ?? [])];
    const at = all.findIndex((each) => each === document.activeElement);
    all.at((at + step) % all.length)?.focus();
    event.preventDefault();
  };
  return (
    <div
      ref={bar}
      className={classes.toolbar}
      role="toolbar"
      aria-label={t('learning.courses.format.toolbar', { label })}
      onKeyDown={go}
    >
      {marks.map(([name, Icon, run], index) => (
        <Tool
          key={name}
          label={t(`learning.courses.format.${name}`)}
          Icon={Icon}
          tabIndex={index === 0 ? 0 : -1}
          pressed={now.pressed[index] === true}
          press={() => run(editor)}
        />
      ))}
      <Tool label={t('learning.courses.format.link')} Icon={IconLink} pressed={now.link} press={askLink} />
      <Tool label={t('learning.courses.format.file')} Icon={IconPhotoPlus} press={askFile} />
      <Tool
        label={t('learning.courses.format.undo')}
        Icon={IconArrowBackUp}
        disabled={!now.undo}
        press={() => editor.chain().focus().undo().run()}
      />
      <Tool
        label={t('learning.courses.format.redo')}
        Icon={IconArrowForwardUp}
        disabled={!now.redo}
        press={() => editor.chain().focus().redo().run()}
      />
    </div>
  );
}

interface ToolProps {
  label: string;
  Icon: TablerIcon;
  pressed?: boolean;
  disabled?: boolean;
  tabIndex?: 0 | -1;
  press: () => void;
}

function Tool({ label, Icon, pressed, disabled = false, tabIndex = -1, press }: ToolProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={disabled}
      tabIndex={tabIndex}
      // the text keeps its selection
      onMouseDown={(event) => event.preventDefault()}
      onClick={press}
    >
      <Icon size={20} aria-hidden="true" />
    </button>
  );
}
