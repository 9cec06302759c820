import a11y from 'eslint-plugin-jsx-a11y-x';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const plainNode = ['eslint.config.js', '**/*.config.ts', 'deploy/**', 'server/migrations/**/*.{js,mjs}'];
const mayReadEnvironment = [
  'server/src/platform/config/**',
  '**/*.config.{js,ts}',
  'deploy/**',
  'bench/**',
  'e2e/**',
];

/** A rule switched off without a reason reads like a mistake to whoever comes next. */
const reasonedDisable = {
  meta: { messages: { reason: 'Say why after two dashes: eslint-disable-next-line rule -- reason' } },
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        const isDisable = /^\s*eslint-disable/.test(comment.value);
        if (isDisable && !/\s--\s+\S/.test(comment.value))
          context.report({ loc: comment.loc, messageId: 'reason' });
      }
    },
  }),
};

export default defineConfig(
  globalIgnores([
    '**/dist',
    '**/node_modules',
    '**/coverage',
    '**/test-results',
    '**/playwright-report',
    '.data',
  ]),
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { quad: { rules: { 'reasoned-disable': reasonedDisable } } },
    rules: {
      'quad/reasoned-disable': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Settings are read in server/src/platform/config alone.',
        },
      ],
      'no-restricted-imports': ['error', { paths: [{ name: 'node:process' }, { name: 'process' }] }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['vitest.config.ts', 'deploy/*.ts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/ban-ts-comment': [
        'error',
        {
          'ts-ignore': true,
          'ts-nocheck': true,
          'ts-expect-error': 'allow-with-description',
          minimumDescriptionLength: 10,
        },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // `onPress={() => save()}` is the common form, and a number in a template needs no help.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Event handlers may be async: React and Express 5 both await or report what they throw.
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false, arguments: false } },
      ],
    },
  },
  {
    files: ['client/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
  },
  {
    files: ['client/**/*.tsx'],
    plugins: { 'jsx-a11y-x': a11y },
    rules: a11y.configs.strict.rules,
  },
  {
    // Supertest's bodies are `any`, and a test that awaits nothing still reads like its neighbours.
    files: ['**/*.test.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    // Mongoose's schemas take plain objects where their types name classes.
    files: ['**/*.model.ts'],
    rules: { '@typescript-eslint/no-unsafe-class-instance-assignment': 'off' },
  },
  {
    files: plainNode,
    extends: [tseslint.configs.disableTypeChecked],
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'URL',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'performance',
          'fetch',
          'AbortController',
        ].map((name) => [name, 'readonly']),
      ),
    },
    rules: { 'no-undef': 'error', 'no-unused-vars': ['error', { ignoreRestSiblings: true }] },
  },
  { files: mayReadEnvironment, rules: { 'no-restricted-properties': 'off' } },
  { files: ['deploy/**', 'bench/**'], rules: { 'no-console': 'off' } },
);
