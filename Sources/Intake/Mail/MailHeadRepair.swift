/// Mends the end of a mail's head, where the mail library would take the text for header lines and drop it.
enum MailHeadRepair {
    /// The mail with an empty line where its head ends, and how many lines of the head are no header lines.
    ///
    /// A head ends before a line that is none when no header line follows before the next empty line; a line of
    /// spaces ends it too, unless a header line follows.
    static func mended(_ mail: [UInt8]) -> (mail: [UInt8], strayLines: Int) {
        var strays: [Int] = []
        var fields = 0
        var lastField = 0
        var start = 0
        for line in TextLines(mail, limit: MailLimits.headerBytes) {
            let content = mail[line].last == 0x0D ? mail[line].dropLast() : mail[line]
            start = line.lowerBound
            if content.isEmpty { break }
            let isBlank = content.allSatisfy(Ascii.isSpace)
            if !isBlank, let first = content.first, Ascii.isSpace(first) { continue }
            if isBlank || MailHead.fieldName(content) == nil {
                strays.append(start)
            } else {
                fields += 1
                lastField = start
            }
            start = mail.count
        }
        let inside = strays.filter { $0 < lastField }
        let behind = strays.first { $0 > lastField }
        guard fields > 0, let behind, behind < start else { return (mail, inside.count) }
        let text = mail[behind...]
        let isBlank = text.prefix { $0 != 0x0A && $0 != 0x0D }.allSatisfy(Ascii.isSpace)
        return (
            mail[..<behind] + (isBlank ? [] : [0x0A]) + (isBlank ? text.drop(while: Ascii.isSpace) : text),
            inside.count
        )
    }
}
