import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { AddHouseholdSection } from './add-household-section';
import { InvitationRow } from './invitation-row';
import { InviteForm } from './invite-form';
import { LeaveSection } from './leave-section';
import { MemberRow } from './member-row';
import type { Invitation, Member, Role } from './queries';

interface PeopleViewProps {
  household: { name: string; role: Role; timeZone: string };
  members: readonly Member[];
  invitations: readonly Invitation[];
}

/** Who belongs to the household, who was invited, and the ways in and out. */
export function PeopleView({ household, members, invitations }: PeopleViewProps) {
  const t = useTranslations('people');
  const isOwner = household.role === 'OWNER';
  const owners = members.filter(({ role }) => role === 'OWNER').length;
  return (
    <div className="grid max-w-3xl gap-6">
      <Card title={t('members', { household: household.name })} flush>
        <ul>
          {members.map((member) => (
            <MemberRow
              key={member.userId}
              member={member}
              isManaged={isOwner}
              isLastOwner={member.role === 'OWNER' && owners === 1}
            />
          ))}
        </ul>
      </Card>
      {isOwner && (
        <Card title={t('invite')}>
          <InviteForm />
        </Card>
      )}
      {invitations.length > 0 && (
        <Card title={t('invitations')} flush>
          <ul>
            {invitations.map((invitation) => (
              <InvitationRow key={invitation.id} invitation={invitation} timeZone={household.timeZone} />
            ))}
          </ul>
        </Card>
      )}
      {(!isOwner || owners > 1) && <LeaveSection household={household.name} />}
      <AddHouseholdSection />
    </div>
  );
}
