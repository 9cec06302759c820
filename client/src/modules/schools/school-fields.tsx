import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './ui/admin.module.css';

interface Fields {
  code: string;
  group: string;
  timeZone: string;
}

interface SchoolFieldsProps {
  fields: Fields;
  change: (changed: Partial<Fields>) => void;
  disabled?: boolean;
}

/** What a school has besides its name. */
export function SchoolFields({
  fields: { code, group, timeZone },
  change,
  disabled = false,
}: SchoolFieldsProps) {
  const { t } = useTranslation();
  const zones = Intl.supportedValuesOf('timeZone');
  return (
    <>
      <div className={classes.pair}>
        <TextInput
          label={t('admin.schoolPage.code')}
          required
          disabled={disabled}
          value={code}
          maxLength={40}
          onChange={(event) => change({ code: event.currentTarget.value })}
        />
        <TextInput
          label={t('admin.schoolPage.group')}
          placeholder={t('admin.schoolPage.groupHint')}
          disabled={disabled}
          value={group}
          maxLength={80}
          onChange={(event) => change({ group: event.currentTarget.value })}
        />
      </div>
      <NativeSelect
        label={t('admin.schoolPage.timeZone')}
        size="md"
        disabled={disabled}
        data={zones.includes(timeZone) ? zones : [timeZone, ...zones]}
        value={timeZone}
        onChange={(event) => change({ timeZone: event.currentTarget.value })}
      />
    </>
  );
}
