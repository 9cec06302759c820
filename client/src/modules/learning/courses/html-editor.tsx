import Image from '@tiptap/extension-image';
import { EditorContent, useEditor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useEffect, useId, useRef, useState } from 'react';
import text from '../learn/html-view.module.css';
import { FileDialog } from './file-dialog';
import classes from './html-editor.module.css';
import { HtmlToolbar } from './html-toolbar';
import { LinkDialog } from './link-dialog';
import { tableNodes } from './table-nodes';

interface HtmlEditorProps {
  courseId: string;
  label: string;
  html: string;
  change: (html: string) => void;
  readOnly: boolean;
}

const extensions = [
  StarterKit.configure({
    heading: { levels: [2, 3, 4] },
    link: { openOnClick: false, HTMLAttributes: { target: null, rel: null } },
  }),
  // as it stands in a paragraph of a course that was written elsewhere
  Image.configure({ inline: true }),
  ...tableNodes,
];

/** Formatted text with pictures and files. What comes from outside, as a colleague's version, replaces what stands here. */
export function HtmlEditor({ courseId, label, html, change, readOnly }: HtmlEditorProps) {
  const id = useId();
  const [asking, setAsking] = useState<'link' | 'file' | null>(null);
  const shown = useRef(html);
  const editor = useEditor({
    extensions,
    content: html,
    editable: !readOnly,
    injectCSS: false,
    textDirection: 'auto',
    editorProps: {
      attributes: {
        ...{ class: text.text ?? '', role: 'textbox', 'aria-multiline': 'true' },
        'aria-labelledby': id,
      },
    },
    onUpdate: ({ editor: at }) => {
      shown.current = at.isEmpty ? '' : at.getHTML();
      change(shown.current);
    },
  });
  useEffect(() => {
    if (html === shown.current) return;
    shown.current = html;
    editor.commands.setContent(html, { emitUpdate: false });
  }, [editor, html]);
  useEffect(() => editor.setEditable(!readOnly, false), [editor, readOnly]);
  return (
    <div className={classes.field}>
      <span id={id} className={classes.label}>
        {label}
      </span>
      <div className={classes.frame} data-read-only={readOnly || undefined}>
        {readOnly ? null : (
          <HtmlToolbar
            editor={editor}
            label={label}
            askLink={() => setAsking('link')}
            askFile={() => setAsking('file')}
          />
        )}
        <EditorContent editor={editor} className={classes.content} />
      </div>
      {asking === 'link' ? <LinkDialog editor={editor} close={() => setAsking(null)} /> : null}
      {asking === 'file' ? (
        <FileDialog editor={editor} courseId={courseId} close={() => setAsking(null)} />
      ) : null}
    </div>
  );
}
