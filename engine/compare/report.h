/* What the reports share.  Private to the room. */
#ifndef COMPARE_REPORT_H
#define COMPARE_REPORT_H

#include "compare/compare.h"

/* Appends `"name":`, after a comma unless it is the first of its object. */
void report_key(GString *json, const char *name);
void report_text(GString *json, const char *name, const char *text); /* nothing for NULL */
void report_mm(GString *json, const char *name, DkLength length);
void report_number(GString *json, const char *name, double number);
/* Appends what one comparison found, as one JSON object without its closing brace. */
void report_comparison(GString *json, const DkComparison *comparison);

/* Appends the page of a dump as an SVG element: boxes, and lines as text of about the right width (report_draw.c). */
void report_draw(GString *html, const ComparePage *page);
/* Appends text so that it stands for itself in HTML, attributes included. */
void report_escaped(GString *html, const char *text);

/* The files report.css and report.js (made by CMake from the files themselves). */
extern const char report_css[], report_js[];

#endif
