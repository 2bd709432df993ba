#ifndef RIR_CNCURSES_SHIM_H
#define RIR_CNCURSES_SHIM_H

/* Wide characters, whatever the system's own headers take for granted. */
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include <curses.h>
/* Names macros after plain words such as `lines` and `columns`, so it comes last and they are avoided below. */
#include <term.h>

/* Macros, global variables and variadic functions, none of which Swift can use. */

/* 1 where the terminal is known, 0 where it is not, -1 where there is no database of terminals at all. */
static inline int rir_terminal_known(const char *name) {
    int answer = 0;
    if (setupterm((char *)name, STDOUT_FILENO, &answer) == OK) return 1;
    return answer == -1 ? -1 : 0;
}

/* Whether the terminal that rir_terminal_known found has a capability, by its terminfo name. */
static inline int rir_terminal_can(const char *capability) {
    char *text = tigetstr((char *)capability);
    return text != NULL && text != (char *)-1;
}

static inline void *rir_screen_open(const char *name) { return newterm((char *)name, stdout, stdin); }
static inline void rir_screen_close(void *screen) { delscreen((SCREEN *)screen); }

/* Keys arrive one by one and unchanged, ^C and ^Z among them; nothing is echoed; reading never waits. */
static inline void rir_screen_prepare(void) {
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    idlok(stdscr, TRUE);
    leaveok(stdscr, FALSE);
    set_escdelay(40);
}

static inline int rir_screen_rows(void) { return getmaxy(stdscr); }
static inline int rir_screen_columns(void) { return getmaxx(stdscr); }

/* The size the terminal has now, for resizeterm. */
static inline int rir_terminal_size(int *height, int *width) {
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) return 0;
    *height = size.ws_row;
    *width = size.ws_col;
    return 1;
}

static inline int rir_screen_colours(void) {
    if (!has_colors() || start_color() == ERR) return 0;
    use_default_colors();
    return COLORS;
}

static inline int rir_screen_pairs(void) { return COLOR_PAIRS; }

static inline unsigned int rir_attribute_bold(void) { return A_BOLD; }
static inline unsigned int rir_attribute_dim(void) { return A_DIM; }
static inline unsigned int rir_attribute_reverse(void) { return A_REVERSE; }
static inline unsigned int rir_attribute_underline(void) { return A_UNDERLINE; }

/* One character with its marks (at most four, ended by zero) in one place. */
static inline void rir_screen_put(int row, int column, const wchar_t *text, unsigned int attributes, short pair) {
    cchar_t cell;
    if (setcchar(&cell, text, (attr_t)attributes, pair, NULL) == ERR) return;
    (void)mvadd_wch(row, column, &cell);
}

/* What a key press gave: 0 nothing, 1 a character in `value`, 2 a function key in `value`. */
static inline int rir_screen_read(unsigned int *value) {
    wint_t key = 0;
    int answer = wget_wch(stdscr, &key);
    *value = (unsigned int)key;
    if (answer == ERR) return 0;
    return answer == KEY_CODE_YES ? 2 : 1;
}

/* A function key of our own for a sequence that terminfo does not name. */
static inline void rir_screen_define(const char *sequence, int key) { define_key((char *)sequence, key); }

/* Columns of a character as this system places it; -1 for one that it can't. */
static inline int rir_character_columns(unsigned int scalar) { return wcwidth((wchar_t)scalar); }

static inline void rir_screen_show(int row, int column) {
    move(row, column);
    refresh();
}

static inline void rir_screen_cursor(int isShown) { curs_set(isShown ? 1 : 0); }
static inline void rir_screen_forget(void) { clearok(stdscr, TRUE); }

static inline int rir_locale_choose(const char *name) { return setlocale(LC_CTYPE, name) != NULL; }

static inline int rir_locale_is_utf8(void) {
    const char *name = nl_langinfo(CODESET);
    return name != NULL && (name[0] == 'U' || name[0] == 'u') && strchr(name, '8') != NULL;
}

#endif
