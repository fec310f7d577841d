// Why a bureau isn't registered, or a grant isn't requested, approved, suspended, resumed or revoked: one class a rule.

/** The message is one line that says which rule and how to keep it. */
export class GrantChangeRefused extends Error {
  override name = 'GrantChangeRefused';
}

export class UnknownBureau extends GrantChangeRefused {
  override name = 'UnknownBureau';
}

export class UnknownGrant extends GrantChangeRefused {
  override name = 'UnknownGrant';
}

export class BureauExists extends GrantChangeRefused {
  override name = 'BureauExists';
}

export class BadClientName extends GrantChangeRefused {
  override name = 'BadClientName';
}

export class BadCreditCode extends GrantChangeRefused {
  override name = 'BadCreditCode';
}

export class BadKey extends GrantChangeRefused {
  override name = 'BadKey';
}

/** Nothing is named that the grant would be for. */
export class NothingNamed extends GrantChangeRefused {
  override name = 'NothingNamed';
}

export class UnknownResource extends GrantChangeRefused {
  override name = 'UnknownResource';
}

export class ResourceNotShared extends GrantChangeRefused {
  override name = 'ResourceNotShared';
}

export class UnknownPurpose extends GrantChangeRefused {
  override name = 'UnknownPurpose';
}

export class PurposeNotOfResource extends GrantChangeRefused {
  override name = 'PurposeNotOfResource';
}

export class BadItem extends GrantChangeRefused {
  override name = 'BadItem';
}

export class BadValidity extends GrantChangeRefused {
  override name = 'BadValidity';
}

/** A bureau's name, the legal basis, the reason or the person answerable is missing or no single line. */
export class BadStatement extends GrantChangeRefused {
  override name = 'BadStatement';
}

export class ForbiddenTransition extends GrantChangeRefused {
  override name = 'ForbiddenTransition';
}
