import 'i18next';
import type { learningWords } from '../modules/learning/words';
import type { english } from './i18n';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof english & typeof learningWords };
  }
}
