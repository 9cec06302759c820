import { Button, createTheme, type CSSVariablesResolver } from '@mantine/core';

/** Shade 8 by day and 5 by night are the two greens of the look; both carry their text with a contrast of 4.5 or more. */
export const theme = createTheme({
  primaryColor: 'court',
  colors: {
    court: [
      '#edf8f4',
      '#d9efe7',
      '#b5e0d1',
      '#8ed1b9',
      '#68c9a8',
      '#4cc9a0',
      '#2fa882',
      '#1b8f6d',
      '#0f7b5f',
      '#0a5e48',
    ],
    brick: [
      '#fdf0ef',
      '#fbe6e4',
      '#f6c9c5',
      '#f1aaa4',
      '#ff9c93',
      '#ff8a80',
      '#d9534a',
      '#c63a31',
      '#b3261e',
      '#8e1c16',
    ],
    // night's greys, tinted like its ground
    dark: [
      '#e9efec',
      '#c3cfca',
      '#9fb0a8',
      '#6d7d76',
      '#2b3632',
      '#242e2a',
      '#1b2320',
      '#161d1a',
      '#0f1412',
      '#0b100e',
    ],
  },
  primaryShade: { light: 8, dark: 5 },
  autoContrast: true,
  luminanceThreshold: 0.179,
  black: '#0b1210',
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  defaultRadius: 'md',
  radius: { md: '12px' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: Button.extend({
      defaultProps: { size: 'md' },
      vars: (_theme, { variant = 'filled', color }) => ({
        root: {
          '--button-height': '2.875rem',
          '--button-fz': '0.9375rem',
          '--button-padding-x': '1.125rem',
          // autoContrast looks at the shade of the day only; by night the same button is light
          ...(variant === 'filled' ? { '--button-color': 'var(--on-colour)' } : {}),
          ...(variant === 'outline' || variant === 'subtle'
            ? { '--button-color': color === 'brick' ? 'var(--abs)' : 'var(--att-ink)' }
            : {}),
          ...(variant === 'outline' ? { '--button-bd': '1.5px solid var(--att)' } : {}),
        },
      }),
    }),
    // by name, not by `extend`: importing them here would put every one of them into the first load
    Modal: { defaultProps: { centered: true, radius: 'lg', overlayProps: { backgroundOpacity: 0.45 } } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md' } },
    SegmentedControl: { defaultProps: { size: 'md' } },
  },
});

const surface = {
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-dimmed': 'var(--soft)',
  '--mantine-color-placeholder': 'var(--soft)',
  '--mantine-color-error': 'var(--abs)',
  '--mantine-color-default': 'var(--paper)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-default-color': 'var(--ink)',
};

/** Mantine's own words for a surface, taken from the tokens, so both sides of a screen age together. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: surface, dark: surface });
