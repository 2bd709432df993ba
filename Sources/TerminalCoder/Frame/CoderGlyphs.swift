import StudyModel

/// The signs of the screen, for terminals that show Unicode and for those that don't.
package enum CoderGlyphs: Sendable {
    case unicode, ascii

    var stripes: Stripes.Glyphs { self == .unicode ? .unicode : .ascii }
    var ellipsis: String { self == .unicode ? "…" : "..." }
    var rule: String { self == .unicode ? "─" : "-" }
    var pillar: String { self == .unicode ? "│" : "|" }
    var pointer: String { self == .unicode ? "▸" : ">" }
    var tick: String { self == .unicode ? "✓" : "x" }
    var swatch: String { self == .unicode ? "■" : "#" }
    var dot: String { self == .unicode ? " · " : " - " }

    func quoted(_ text: String) -> String { self == .unicode ? "“\(text)”" : "\"\(text)\"" }
}
