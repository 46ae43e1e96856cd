/** How large a release a change asks for. `major` means that partners of released versions break: keep the wire, or start a new one. */
export type Severity = 'patch' | 'minor' | 'major'

/** Every rule with its severity and its reason. */
export const rules = {
  'interface-renamed': ['major', 'Juju knows an interface by its name.'],
  'generation-added': ['minor', 'Partners of a new wire are served beside the others.'],
  'generation-removed': ['major', 'Partners that speak that wire only are no longer served.'],
  'summary-changed': ['patch', 'Words for people.'],
  'scope-widened': ['minor', 'Relations that were refused are possible now.'],
  'scope-changed': ['major', 'Juju refuses to relate what declares another scope.'],
  'side-added': ['minor', 'Nobody spoke to it yet.'],
  'side-removed': ['major', 'Charms that take it cannot be upgraded.'],
  'side-implicit-changed': ['major', 'Whether Juju or a charm takes a side is no detail.'],
  'conversation-changed': ['major', 'Units that were spoken to as one are told apart, or the other way round.'],
  'greeting-changed': ['major', 'Partners tell by it who is here, and which wire is spoken.'],
  'silent-partner-changed': ['major', 'Who has written nothing yet is spoken to by another wire.'],
  'reserved-added': ['patch', 'A name is kept from being used again.'],
  'reserved-dropped': ['major', 'A name that once had another meaning could be used again.'],
  'reserved-reused': ['major', 'Released partners read and write that name with another meaning.'],
  'removed-not-reserved': ['major', 'The name of a removed field could be used again: list it as reserved.'],
  'field-added': ['minor', 'Released partners ignore it and do not write it.'],
  'required-field-added': ['major', 'Released partners do not write it, so readers would wait for ever.'],
  'field-removed': ['major', 'Released readers lose it; deprecate it first.'],
  'deprecated-field-removed': ['minor', 'It was announced, and no reader needs it.'],
  'field-retyped': ['major', 'A released partner cannot read or write the other form.'],
  'encoding-changed': ['major', 'The same text means something else.'],
  'style-changed': ['minor', 'Readers here take every style; other implementations may not.'],
  'field-newly-required': ['major', 'Partners that leave it out, as they may, would be waited for.'],
  'field-no-longer-required': ['minor', 'Released readers still wait for it: writers have to keep writing it.'],
  'default-changed': ['minor', 'The two ends take its absence differently until both are upgraded.'],
  'default-added': ['minor', 'Its absence has a meaning now.'],
  'default-removed': ['major', 'Its absence had a meaning that charms rely on.'],
  'alias-added': ['minor', 'One more generation is read.'],
  'alias-removed': ['major', 'What a generation writes is no longer read.'],
  'field-deprecated': ['minor', 'It is still written.'],
  'field-undeprecated': ['minor', 'It is written again.'],
  'field-no-longer-written': ['major', 'Released readers lose it; deprecate it first.'],
  'deprecated-field-no-longer-written': ['minor', 'It was announced.'],
  'secrecy-added': ['patch', 'Its value is no longer shown.'],
  'secrecy-removed': ['minor', 'Its value is shown from now on.'],
  'description-changed': ['patch', 'Words for people.'],
  'word-added': ['minor', 'A reader that does not know it takes it for absence.'],
  'word-removed': ['major', 'Released writers still write it, and it would be taken for absence.'],
  'values-widened': ['major', 'A released reader refuses what a new writer may write.'],
  'values-narrowed': ['major', 'A new reader refuses what a released writer may write.'],
  'values-changed': ['major', 'Whether the two ends still understand each other cannot be told.'],
  'member-added': ['minor', 'Readers ignore members that they do not know.'],
  'flag-added': ['minor', 'Charms may use it.'],
  'flag-removed': ['major', 'Conditions of charms name it.'],
  'former-flag-removed': ['major', 'Charms in other languages name it.'],
  'method-added': ['minor', 'Charms may use it.'],
  'method-removed': ['major', 'Charms call it.'],
  'param-added': ['minor', 'It may be left out.'],
  'required-param-added': ['major', 'Charms call the method without it.'],
  'param-removed': ['major', 'Charms pass it.'],
  'param-retyped': ['major', 'Charms pass the other form.'],
  'param-newly-required': ['major', 'Charms leave it out.'],
  'param-widened': ['minor', 'Charms may pass more.'],
  'param-narrowed': ['major', 'Charms pass what is now refused.'],
  'returns-changed': ['minor', 'It is said in words: whether charms still understand it is for the author to know.'],
} as const satisfies Readonly<Record<string, readonly [Severity, string]>>

/** The name of a rule. */
export type Rule = keyof typeof rules

/** One difference between two contracts. */
export interface ContractChange {
  readonly rule: Rule
  readonly severity: Severity
  /** Where: `wire 0 provides.unit.port`. */
  readonly place: string
  /** What was found, and why it matters. */
  readonly message: string
}

/** A difference, rated by its rule. `what` says it in a few words: "80 became 8080". */
export function change(rule: Rule, place: string, what: string): ContractChange {
  const [severity, reason] = rules[rule]
  return { rule, severity, place, message: `${what}. ${reason}` }
}

/** The release that all changes together ask for; undefined when there are none. */
export function severityOf(changes: readonly ContractChange[]): Severity | undefined {
  return (['major', 'minor', 'patch'] as const).find((severity) => changes.some((found) => found.severity === severity))
}
