import 'i18next';
import type { english } from './i18n';
import type { learningWords } from './learning-words';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof english & typeof learningWords };
  }
}
