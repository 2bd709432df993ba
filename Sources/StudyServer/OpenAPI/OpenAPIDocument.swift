import NIOCore

enum OpenAPIDocument { static var reply: Reply { Reply(json: .init(string: "{}")) } }
