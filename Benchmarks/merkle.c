/* The root of a log's tree (RFC 6962, SHA-256) over the lines of a file, and nothing else: what rir's own tree is timed against.

   cc -O2 -o merkle merkle.c -lcrypto && ./merkle LEAVES ROUNDS

   Prints a JSON object: the number of leaves, the root in hexadecimal, and seconds of the processor, the shortest of the rounds:
   of the root, and of the leaves' hashes alone. One context is used for all hashes: EVP_Digest makes one for each, which takes
   longer than the hash of 65 bytes itself. */

#include <openssl/evp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static EVP_MD_CTX *context;
static EVP_MD *sha256;

static void leaf(const unsigned char *bytes, size_t size, unsigned char *hash) {
    unsigned char zero = 0;
    if (!EVP_DigestInit_ex2(context, sha256, NULL) || !EVP_DigestUpdate(context, &zero, 1) ||
        !EVP_DigestUpdate(context, bytes, size) || !EVP_DigestFinal_ex(context, hash, NULL))
        exit(1);
}

/* Hashes two hashes that lie behind each other, behind a byte of value one. */
static void node(const unsigned char *both, unsigned char *hash) {
    unsigned char bytes[65] = {1};
    memcpy(bytes + 1, both, 64);
    if (!EVP_DigestInit_ex2(context, sha256, NULL) || !EVP_DigestUpdate(context, bytes, 65) ||
        !EVP_DigestFinal_ex(context, hash, NULL))
        exit(1);
}

/* The roots of complete subtrees wait on a stack, the largest first, until their siblings are there. */
static void root_of(unsigned char **lines, size_t *sizes, size_t count, unsigned char *root) {
    unsigned char stack[65 * 32];
    size_t height = 0;
    for (size_t number = 0; number < count; number++) {
        leaf(lines[number], sizes[number], stack + 32 * height++);
        for (size_t rest = number; rest & 1; rest >>= 1) {
            height--;
            node(stack + 32 * (height - 1), stack + 32 * (height - 1));
        }
    }
    for (; height > 1; height--) node(stack + 32 * (height - 2), stack + 32 * (height - 2));
    memcpy(root, stack, 32);
}

int main(int count, char **arguments) {
    FILE *file = count == 3 ? fopen(arguments[1], "rb") : NULL;
    if (!file) return fprintf(stderr, "usage: merkle LEAVES ROUNDS\n"), 64;
    fseek(file, 0, SEEK_END);
    size_t length = (size_t)ftell(file), leaves = 0, place = 0;
    unsigned char *bytes = malloc(length + 1);
    rewind(file);
    if (fread(bytes, 1, length, file) != length) return 1;
    for (size_t at = 0; at < length; at++) leaves += bytes[at] == '\n';
    unsigned char **lines = malloc(leaves * sizeof *lines);
    size_t *sizes = malloc(leaves * sizeof *sizes);
    for (size_t number = 0; number < leaves; number++) {
        unsigned char *end = memchr(bytes + place, '\n', length - place);
        lines[number] = bytes + place;
        sizes[number] = (size_t)(end - bytes) - place;
        place += sizes[number] + 1;
    }
    context = EVP_MD_CTX_new();
    sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
    unsigned char root[32], hash[32];
    clock_t best = 0, alone = 0;
    for (int round = 0; round < atoi(arguments[2]); round++) {
        clock_t start = clock();
        root_of(lines, sizes, leaves, root);
        clock_t middle = clock();
        for (size_t number = 0; number < leaves; number++) leaf(lines[number], sizes[number], hash);
        clock_t end = clock();
        if (!round || middle - start < best) best = middle - start;
        if (!round || end - middle < alone) alone = end - middle;
    }
    printf("{\"leaves\":%zu,\"root\":\"", leaves);
    for (int at = 0; at < 32; at++) printf("%02x", root[at]);
    printf("\",\"seconds\":%g,\"alone\":%g}\n", (double)best / CLOCKS_PER_SEC, (double)alone / CLOCKS_PER_SEC);
}
