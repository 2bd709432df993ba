import StudyModel

/// A mail as values: headers as text, the body as a tree.
struct MailMessage {
    var subject: String?
    var from: String?
    var senders: [MailAddress] = []
    var to: [MailAddress] = []
    var cc: [MailAddress] = []
    var date: MailDate?
    /// The `Date` header as written, where it could not be read.
    var unreadDate: String?
    var messageID: String?
    var inReplyTo: String?
    var references: [String] = []
    var body: MailPart?
}

/// One address of a header.
struct MailAddress {
    /// As the header has it, decoded: `Name <name@example.org>`.
    var text: String
    var name: String?
    var address: String?
}

/// The day and time of a `Date` header in its own zone.
struct MailDate: Equatable {
    var day: CalendarDay
    /// `16:06:30+10:00`.
    var time: String
}

/// A part of a mail's body.
indirect enum MailPart {
    case multipart(subtype: String, [MailPart])
    case message(MailMessage)
    case leaf(MailLeaf)
}

/// A part that holds content.
struct MailLeaf {
    /// `text/plain`, in lower case.
    var type: String
    var charset: String?
    var fileName: String?
    var isAttached: Bool
    /// Decoded from base64 or quoted-printable; kept only for text.
    var content: [UInt8]?
    /// Bytes after decoding.
    var size: Int
}

/// What a mail may hold at most; beyond it parts are named as not read.
enum MailLimits {
    static let depth = 20
    static let parts = 500
    static let decodedBytes = 100 * 1024 * 1024
    static let references = 100
    static let addresses = 1000
}
