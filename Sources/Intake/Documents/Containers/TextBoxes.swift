/// Texts that stand in boxes and shapes beside the text, which pandoc leaves out.
struct TextBoxes {
    /// One for each box, its paragraphs on lines of their own.
    private(set) var texts: [String] = []
    private var open: [(text: String, hasPicture: Bool)] = []
    private var passedOver = 0
    private var isText = false

    /// Boxes and bytes of one box that are kept.
    private static let most = 500
    private static let longest = 100_000

    /// The boxes of a Word document's main part.
    ///
    /// Newer boxes are written twice, the second time for older programs, which is passed over.
    static func ofWord(_ xml: [UInt8]) -> [String] {
        var boxes = TextBoxes()
        var scan = XMLScan(xml)
        while boxes.texts.count < most, let token = scan.next() {
            switch token {
            case .start(let name):
                switch name {
                case "mc:Fallback": boxes.passedOver += 1
                case "w:txbxContent": boxes.begin()
                case "w:t": boxes.isText = true
                case "w:p", "w:br": boxes.add("\n")
                case "w:tab": boxes.add(" ")
                default: break
                }
            case .text(let text): if boxes.isText { boxes.add(text) }
            case .end(let name):
                boxes.isText = false
                if name == "mc:Fallback" { boxes.passedOver = max(0, boxes.passedOver - 1) }
                if name == "w:txbxContent" { boxes.end() }
            }
        }
        return boxes.texts
    }

    /// The boxes and shapes of an OpenDocument text; a box around a picture is its caption and not among them.
    static func ofOpenDocument(_ xml: [UInt8]) -> [String] {
        var boxes = TextBoxes()
        var scan = XMLScan(xml)
        while boxes.texts.count < most, let token = scan.next() {
            switch token {
            case .start(let name):
                if shapes.contains(name) { boxes.begin() }
                switch name {
                case "svg:title", "svg:desc", "office:annotation": boxes.passedOver += 1
                case "draw:image": boxes.markPicture()
                case "text:p", "text:h", "text:line-break": boxes.add("\n")
                case "text:s", "text:tab": boxes.add(" ")
                default: break
                }
            case .text(let text): boxes.add(text)
            case .end(let name):
                if name == "svg:title" || name == "svg:desc" || name == "office:annotation" {
                    boxes.passedOver = max(0, boxes.passedOver - 1)
                }
                if shapes.contains(name) { boxes.end() }
            }
        }
        return boxes.texts
    }

    private static let shapes: Set<String> = [
        "draw:text-box", "draw:custom-shape", "draw:rect", "draw:ellipse", "draw:circle", "draw:polygon",
        "draw:path",
        "draw:regular-polygon", "draw:line", "draw:connector", "draw:caption",
    ]

    private mutating func begin() { if open.count < 50 { open.append(("", false)) } }

    private mutating func markPicture() { for index in open.indices { open[index].hasPicture = true } }

    private mutating func add(_ text: String) {
        guard passedOver == 0, let last = open.indices.last, open[last].text.utf8.count < Self.longest else {
            return
        }
        open[last].text += text
    }

    private mutating func end() {
        guard let box = open.popLast(), passedOver == 0, !box.hasPicture else { return }
        let lines = box.text.split(separator: "\n").map(\.singleLine).filter { !$0.isEmpty }
        if !lines.isEmpty { texts.append(lines.joined(separator: "\n")) }
    }
}
