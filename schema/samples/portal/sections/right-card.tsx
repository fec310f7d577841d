// One right in real estate: the thing, the share in it, its mortgages and seizures.
import { Badge, Title } from '@mantine/core';
import { useLanguage } from '../language/language-context.js';
import type { RealEstateRight } from '../page/citizen.js';
import { CodeLabel } from '../told/code-label.js';
import { Fact, Facts } from '../told/facts.js';
import { PersonList } from '../told/person-list.js';
import { ShareText } from './share-text.js';

export function RightCard({ right }: { right: RealEstateRight }) {
  const { text, format } = useLanguage();
  const { certificateNumber, kind, share, coOwners, registeredOn, unit, mortgages, seizures } = right;
  return (
    <>
      <Title order={4}>
        <span lang="zh-CN">{unit?.location ?? certificateNumber}</span>
      </Title>
      <p className="note">
        <CodeLabel coded={kind} />
      </p>
      <Facts>
        <Fact label={text.property.certificate}>
          <span lang="zh-CN">{certificateNumber}</span>
        </Fact>
        <Fact label={text.property.share}>
          <ShareText share={share} />
        </Fact>
        <Fact label={text.property.coOwners}>
          <PersonList people={coOwners} />
        </Fact>
        {unit?.floorArea && (
          <Fact label={text.property.floorArea}>
            {text.property.squareMetres(format.quantity(unit.floorArea))}
          </Fact>
        )}
        <Fact label={text.property.registeredOn}>{registeredOn && format.date(registeredOn)}</Fact>
        {unit?.termTo && <Fact label={text.property.termTo}>{format.date(unit.termTo)}</Fact>}
        <Fact label={text.property.mortgages}>
          <Mortgages mortgages={mortgages} />
        </Fact>
        <Fact label={text.property.seizures}>
          <Seizures seizures={seizures} />
        </Fact>
      </Facts>
    </>
  );
}

function Mortgages({ mortgages }: Pick<RealEstateRight, 'mortgages'>) {
  const { text, format } = useLanguage();
  if (!mortgages) return <>{text.absence.UNKNOWN}</>;
  if (mortgages.length === 0) return <>{text.absence.nothing}</>;
  return (
    <ul className="plain">
      {mortgages.map(({ id, mortgagee, amountSecured, to }) => (
        <li key={id}>
          <span lang="zh-CN">{mortgagee}</span>
          <span className="note">
            {amountSecured && text.property.secured(format.money(amountSecured))}
            {to && ` · ${text.property.until(format.date(to))}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Seizures({ seizures }: Pick<RealEstateRight, 'seizures'>) {
  const { text, format } = useLanguage();
  if (!seizures) return <>{text.absence.UNKNOWN}</>;
  if (seizures.length === 0) return <>{text.absence.nothing}</>;
  return (
    <ul className="plain">
      {seizures.map(({ id, kind, authority, to, queuePosition }) => (
        <li key={id}>
          <Badge color="red" variant="outline" className="state">
            <CodeLabel coded={kind} />
          </Badge>{' '}
          <span lang="zh-CN">{authority}</span>
          <span className="note">
            {queuePosition !== null && text.property.queue(queuePosition)}
            {to && ` · ${text.property.until(format.date(to))}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
