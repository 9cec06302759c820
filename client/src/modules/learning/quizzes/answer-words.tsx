import type { Answer, ShownQuestion } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';

/** An answer in words, a line each part. */
export function useAnswerWords(): (shown: ShownQuestion, answer: Answer) => string[] {
  const { t } = useTranslation();
  return (shown, answer) => {
    const textOf = (all: readonly { id: string; text: string }[], id: string): string =>
      all.find((each) => each.id === id)?.text ?? '';
    switch (answer.type) {
      case 'single':
        return 'options' in shown ? [textOf(shown.options, answer.optionId)] : [];
      case 'multiple':
        return 'options' in shown ? answer.optionIds.map((id) => textOf(shown.options, id)) : [];
      case 'trueFalse':
        return [t(`learning.quizzes.take.${answer.value ? 'true' : 'false'}`)];
      case 'numeric':
        return [shown.type === 'numeric' ? `${answer.value} ${shown.unit}`.trim() : answer.value];
      case 'text':
        return [answer.value];
      case 'order':
        return shown.type === 'order'
          ? answer.itemIds.map((id, n) => `${n + 1}. ${textOf(shown.items, id)}`)
          : [];
      case 'match':
        return shown.type === 'match'
          ? answer.pairs.map(
              ({ id, rightId }) => `${textOf(shown.lefts, id)} – ${textOf(shown.rights, rightId)}`,
            )
          : [];
      case 'gaps':
        return shown.type === 'gaps'
          ? [shown.segments.map((segment, n) => `${segment}${answer.values[n] ?? ''}`).join('')]
          : [];
    }
  };
}
