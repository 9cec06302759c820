import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** A password with the eye that shows it, which the keyboard and readers reach, too. */
export function PasswordField(props: PasswordInputProps) {
  const { t } = useTranslation();
  return (
    <PasswordInput
      // Mantine says so on every field but this one
      aria-invalid={props.error !== undefined}
      visibilityToggleButtonProps={{
        'aria-label': t('identity.showPassword'),
        size: 44,
        tabIndex: 0,
        'aria-hidden': false,
      }}
      {...props}
    />
  );
}
