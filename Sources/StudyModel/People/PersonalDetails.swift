/// Who a participant is: what a sheet of participants holds besides handle and attributes, on its way to the
/// vault.
///
/// It can't be encoded and says nothing of itself when it is printed, so that it reaches neither a file of
/// the study, nor a log, nor a message by accident.
package struct PersonalDetails: Hashable, Sendable {
    /// Full names, the usual one first.
    package var names: [String]
    /// Nicknames, other spellings and whatever else people say for them.
    package var nicknames: [String]
    package var emails: [String]
    package var phones: [String]

    package init(
        names: [String] = [], nicknames: [String] = [], emails: [String] = [], phones: [String] = []
    ) {
        self.names = names
        self.nicknames = nicknames
        self.emails = emails
        self.phones = phones
    }

    /// Whether there are none.
    package var isEmpty: Bool { count == 0 }

    /// How many details there are.
    package var count: Int { names.count + nicknames.count + emails.count + phones.count }

    /// Everything that says who somebody is, each once.
    package var all: [String] {
        var seen: Set<String> = []
        return (names + nicknames + emails + phones).filter { seen.insert($0).inserted }
    }
}

extension PersonalDetails: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "\(count) personal details" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
