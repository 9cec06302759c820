import {
  IconArticle,
  IconClipboardText,
  IconExternalLink,
  IconListCheck,
  IconPlayerPlay,
} from '@tabler/icons-react';
import type { LessonKind } from '@quad/shared/learning';

const icons = {
  video: IconPlayerPlay,
  text: IconArticle,
  link: IconExternalLink,
  quiz: IconListCheck,
  assignment: IconClipboardText,
} as const;

/** The kind stands beside it in words. */
export function LessonIcon({ kind }: { kind: LessonKind }) {
  const Icon = icons[kind];
  return <Icon size={20} aria-hidden="true" />;
}
