import ArgumentParser

/// An option as ``QuickCommandLine`` reads it.
///
/// ArgumentParser finds the options of all commands by reflection, which takes longer than checking a zone of 5,000 records.
/// These values list the options of `check` for the same properties. Whatever they do not cover is left to ArgumentParser,
/// with every error and all help. ArgumentParser's declarations cannot be derived from them or read without reflection, so an
/// option is declared twice. `QuickCommandLineTests` fails for a property without an entry, and compares the results of both.
struct QuickOption<Values>: Sendable {
    /// `--origin`; empty for a setter of a property without an option.
    let name: String
    let takesValue: Bool
    /// Sets the default.
    let reset: (@Sendable (inout Values) -> Void)?
    /// Reads the value; the text of a flag is empty.
    let read: @Sendable (inout Values, String) throws -> Void
    /// Checks the options of a group together.
    let validate: (@Sendable (inout Values) throws -> Void)?

    private init(
        _ name: String, takesValue: Bool, reset: (@Sendable (inout Values) -> Void)? = nil,
        read: @escaping @Sendable (inout Values, String) throws -> Void = { _, _ in },
        validate: (@Sendable (inout Values) throws -> Void)? = nil
    ) {
        self.name = name
        self.takesValue = takesValue
        self.reset = reset
        self.read = read
        self.validate = validate
    }

    // Properties of ArgumentParser cannot be read before they are set, as an assignment through a key path would do, so
    // they are set by closures.

    static func flag(_ name: String, _ set: @escaping @Sendable (inout Values, Bool) -> Void) -> QuickOption {
        QuickOption(name, takesValue: false, reset: { set(&$0, false) }, read: { values, _ in set(&values, true) })
    }

    static func text(_ name: String, _ set: @escaping @Sendable (inout Values, String?) -> Void) -> QuickOption {
        QuickOption(name, takesValue: true, reset: { set(&$0, nil) }, read: { set(&$0, $1) })
    }

    /// An option that may be repeated.
    static func texts(
        _ name: String, _ get: @escaping @Sendable (Values) -> [String],
        _ set: @escaping @Sendable (inout Values, [String]) -> Void
    ) -> QuickOption {
        QuickOption(name, takesValue: true, reset: { set(&$0, []) }, read: { set(&$0, get($0) + [$1]) })
    }

    static func choice<Word: Choice>(
        _ name: String, default standard: Word, _ set: @escaping @Sendable (inout Values, Word) -> Void
    ) -> QuickOption {
        QuickOption(name, takesValue: true, reset: { set(&$0, standard) }, read: { set(&$0, try Word.parse($1)) })
    }

    static func choice<Word: Choice>(
        _ name: String, _ set: @escaping @Sendable (inout Values, Word?) -> Void
    ) -> QuickOption {
        QuickOption(name, takesValue: true, reset: { set(&$0, nil) }, read: { set(&$0, try Word.parse($1)) })
    }

    /// An option that may be repeated.
    static func choices<Word: Choice>(
        _ name: String, _ get: @escaping @Sendable (Values) -> [Word],
        _ set: @escaping @Sendable (inout Values, [Word]) -> Void
    ) -> QuickOption {
        QuickOption(name, takesValue: true, reset: { set(&$0, []) }, read: { set(&$0, get($0) + [try Word.parse($1)]) })
    }

    /// The arguments that are not options.
    static func arguments(
        _ get: @escaping @Sendable (Values) -> [String], _ set: @escaping @Sendable (inout Values, [String]) -> Void
    ) -> QuickOption {
        .texts("", get, set)
    }

    /// The options of a group.
    static func group<Group: QuickOptions>(
        _ get: @escaping @Sendable (Values) -> Group, _ set: @escaping @Sendable (inout Values, Group) -> Void
    ) -> [QuickOption] {
        let inner = Group.quick.filter { !$0.name.isEmpty }.map { option in
            QuickOption(option.name, takesValue: option.takesValue, reset: nil) { values, text in
                var group = get(values)
                try option.read(&group, text)
                set(&values, group)
            }
        }
        let whole = QuickOption(
            "", takesValue: false, reset: { set(&$0, Group.quickDefaults()) },
            validate: { values in
                var group = get(values)
                try group.validateQuickly()
                set(&values, group)
            })
        return [whole] + inner
    }
}

/// Options that ``QuickCommandLine`` can read.
protocol QuickOptions: ParsableArguments {
    /// All options of the type.
    static var quick: [QuickOption<Self>] { get }
}

extension QuickOptions {
    /// The values without any option.
    static func quickDefaults() -> Self {
        var values = Self()
        for option in quick { option.reset?(&values) }
        return values
    }

    /// Validates the groups, then the values together, as ArgumentParser does.
    mutating func validateQuickly() throws {
        for option in Self.quick { try option.validate?(&self) }
        try validate()
    }
}
