/// An element of a file.
///
/// What reads a node takes its attributes and children away from it, so that what is left over is what nobody
/// knew.
final class XMLNode {
    /// The name without its prefix; namespaces are not compared, since files of drafts of the standard have
    /// others.
    let name: String
    let line: Int
    private(set) var attributes: [(name: String, value: String)]
    private(set) var children: [XMLNode] = []
    /// The text in the element, without that in its children.
    private(set) var text = ""

    init(name: String, line: Int, attributes: [(name: String, value: String)]) {
        self.name = name
        self.line = line
        self.attributes = attributes
    }

    func append(_ child: XMLNode) { children.append(child) }

    func append(text more: String) { text += more }

    /// Removes an attribute and gives its value.
    func take(_ attribute: String) -> String? {
        guard let place = attributes.firstIndex(where: { $0.name == attribute }) else { return nil }
        return attributes.remove(at: place).value
    }

    /// An attribute's value, which stays.
    func peek(_ attribute: String) -> String? { attributes.first { $0.name == attribute }?.value }

    /// Removes all children of a name and gives them.
    func takeAll(_ child: String) -> [XMLNode] {
        let taken = children.filter { $0.name == child }
        if !taken.isEmpty { children.removeAll { $0.name == child } }
        return taken
    }

    /// Removes all children of some names and gives them in their order.
    func takeAll(_ names: Set<String>) -> [XMLNode] {
        let taken = children.filter { names.contains($0.name) }
        if !taken.isEmpty { children.removeAll { names.contains($0.name) } }
        return taken
    }

    /// Removes the first child of a name and gives it.
    func takeFirst(_ child: String) -> XMLNode? {
        guard let place = children.firstIndex(where: { $0.name == child }) else { return nil }
        return children.remove(at: place)
    }

    /// Removes the text and gives it.
    func takeText() -> String {
        defer { text = "" }
        return text
    }

    /// How many elements lie in this one.
    var descendants: Int { children.reduce(children.count) { $0 + $1.descendants } }
}
