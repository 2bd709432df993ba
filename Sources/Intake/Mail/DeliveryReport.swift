/// What a mail system says about a mail it could not, or not yet, deliver (RFC 3464).
struct DeliveryReport {
    /// `failed`, `delayed`, `delivered`, `relayed` or `expanded`; the gravest where recipients differ.
    private(set) var action: String?
    /// `address (action, status)` for each recipient.
    private(set) var recipients: [String] = []

    /// Reads the content of a part `message/delivery-status`.
    init(_ content: [UInt8]) {
        let text = LineEnds.normalised(content)
        var fields: [String: String] = [:]
        var name = ""
        for range in TextLines(text, limit: 256 * 1024) {
            let line = text.text(range)
            if line.trimmed.isEmpty {
                take(fields)
                fields = [:]
            } else if let first = line.utf8.first, Ascii.isSpace(first) {
                fields[name, default: ""] += " \(line.trimmed)"
            } else if let colon = line.firstIndex(of: ":") {
                name = line[..<colon].trimmed.lowercased()
                fields[name] = line[line.index(after: colon)...].trimmed
            }
        }
        take(fields)
    }

    /// Takes the fields about one recipient; those about the whole mail name none.
    private mutating func take(_ fields: [String: String]) {
        guard recipients.count < 100, let named = fields["final-recipient"] ?? fields["original-recipient"]
        else {
            return
        }
        let address = named.split(separator: ";", maxSplits: 1).last.map { $0.trimmed } ?? named
        let word = fields["action"].map { $0.prefix(while: \.isLetter).lowercased() }
        let known = word.flatMap { Self.actions.contains($0) ? $0 : nil }
        let status = fields["status"].map { $0.prefix { $0.isNumber || $0 == "." }.shortened(to: 12) }
        let said = [known, status].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", ")
        recipients.append(address.shortened(to: 320) + (said.isEmpty ? "" : " (\(said))"))
        guard let known, let rank = Self.actions.firstIndex(of: known) else { return }
        if rank < action.flatMap(Self.actions.firstIndex(of:)) ?? Self.actions.count { action = known }
    }

    /// The gravest first.
    private static let actions = ["failed", "delayed", "expanded", "relayed", "delivered"]

    /// Whether a mail without such a part is a notice of this kind all the same, as its sender and subject go.
    static func isLikely(_ mail: MailMessage) -> Bool {
        let locals = mail.senders.compactMap { $0.address?.prefix { $0 != "@" }.lowercased() }
        let subject = (mail.subject ?? "").lowercased()
        let isNamed = subjects.contains { subject.contains($0) }
        if locals.contains("mailer-daemon") { return true }
        return isNamed && locals.contains { $0 == "postmaster" || $0.hasPrefix("bounce") }
    }

    private static let subjects = [
        "undeliver", "delivery", "returned mail", "failure notice", "failed mail", "message delayed",
        "not delivered", "unzustellbar", "non remis", "onbestelbaar", "no se puede entregar",
    ]
}
