/// A property that cases and sources can have (schema `VariableType`).
public struct QDAVariable: Sendable, Hashable {
    /// The kinds of values.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Any text.
        case text = "Text"
        /// True or false.
        case boolean = "Boolean"
        /// A whole number.
        case integer = "Integer"
        /// A decimal number.
        case decimal = "Float"
        /// A day.
        case date = "Date"
        /// A day and a time of day.
        case dateTime = "DateTime"
    }

    /// What refers to this variable.
    public var guid: QDAGUID
    /// The name.
    public var name: String
    /// What its values are.
    public var kind: Kind
    /// What it means.
    public var description: String?

    /// Makes a variable.
    public init(guid: QDAGUID, name: String, kind: Kind, description: String? = nil) {
        self.guid = guid
        self.name = name
        self.kind = kind
        self.description = description
    }
}

/// The value of a variable for a case or a source (schema `VariableValueType`).
public struct QDAVariableValue: Sendable, Hashable {
    /// A value of one of the kinds.
    public enum Value: Sendable, Hashable {
        /// Any text.
        case text(String)
        /// True or false.
        case boolean(Bool)
        /// A whole number.
        case integer(Int)
        /// A decimal number.
        case decimal(QDADecimal)
        /// A day.
        case date(QDADate)
        /// A day and a time of day.
        case dateTime(QDADateTime)
    }

    /// The variable.
    public var variable: QDAGUID
    /// The value, or `nil` where the file names the variable and gives none.
    public var value: Value?

    /// Makes a value of a variable.
    public init(variable: QDAGUID, value: Value?) {
        self.variable = variable
        self.value = value
    }
}

/// Whom or what the data are about: a person, an organisation, a place (schema `CaseType`).
public struct QDACase: Sendable, Hashable {
    /// What refers to this case.
    public var guid: QDAGUID
    /// The name.
    public var name: String?
    /// What it is.
    public var description: String?
    /// The codes that stand for it.
    public var codeRefs: [QDAGUID]
    /// Its values of variables.
    public var values: [QDAVariableValue]
    /// The sources that are about it as a whole.
    public var sourceRefs: [QDAGUID]
    /// The selections that are about it.
    public var selectionRefs: [QDAGUID]

    /// Makes a case.
    public init(
        guid: QDAGUID, name: String? = nil, description: String? = nil, codeRefs: [QDAGUID] = [],
        values: [QDAVariableValue] = [], sourceRefs: [QDAGUID] = [], selectionRefs: [QDAGUID] = []
    ) {
        self.guid = guid
        self.name = name
        self.description = description
        self.codeRefs = codeRefs
        self.values = values
        self.sourceRefs = sourceRefs
        self.selectionRefs = selectionRefs
    }
}
