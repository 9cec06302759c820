import { NativeSelect } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { changed } from '../../../platform/ui/list-controls';

interface SelectInAddressProps {
  label: string;
  /** the name it has in the address; the first choice is the one that goes unsaid */
  name: string;
  choices: readonly { value: string; label: string }[];
}

/** A choice that lives in the address, where pressed buttons would crowd the page. */
export function SelectInAddress({ label, name, choices }: SelectInAddressProps) {
  const [search, setSearch] = useSearchParams();
  return (
    <NativeSelect
      aria-label={label}
      size="md"
      data={choices}
      value={chosenOf(search, name, choices)}
      onChange={(event) => {
        const { value } = event.currentTarget;
        setSearch((before) => changed(before, name, value === choices[0]?.value ? '' : value), {
          replace: true,
        });
      }}
    />
  );
}

/** The choice the address names, or the first. */
function chosenOf(search: URLSearchParams, name: string, choices: SelectInAddressProps['choices']): string {
  const said = search.get(name);
  return (choices.find(({ value }) => value === said) ?? choices[0])?.value ?? '';
}

/** One of the known words, or the first of them. */
export function wordIn<const V extends string>(
  search: URLSearchParams,
  name: string,
  words: readonly [V, ...V[]],
): V {
  const said = search.get(name);
  return words.find((word) => word === said) ?? words[0];
}
