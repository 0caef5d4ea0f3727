/* Holds the numbers of an LSTM against lstm4j's conformance pack. Needs libc alone:
       cc check.c -lm -o check && ./check MY_NUMBERS [given] [GROUP ...]
   MY_NUMBERS is a folder of text files CASE.ARRAY.csv, numbers in the order of the array, commas, blanks or lines between. Exit code 0: right,
   1: wrong or missing ("given": missing is fine), 2: not understood. Or include this with LSTM4J_NO_MAIN and call lstm4j_worst: 1 or less is right. */
#include <stdio.h>
#include <string.h>
#include "lstm4j_pack.h"

/* The largest error in units of what float32 may be off, at *at. NaN is right only where NaN is expected. */
double lstm4j_worst(const lstm4j_array *a, const double *mine, size_t *at) {
    double worst = 0;
    for (size_t k = *at = 0; k < a->size; k++) {
        int same = mine[k] == a->expected[k] || (isnan(mine[k]) && isnan(a->expected[k]));
        double off = same ? 0 : fabs(mine[k] - a->expected[k]) / a->bound[k];
        if (!(off <= worst)) { worst = isnan(off) ? INFINITY : off; *at = k; }
    }
    return worst;
}

#ifndef LSTM4J_NO_MAIN
/* How many numbers a file has; the first `size` go to `mine`. -1: no such file, -2: something that is no number. */
static long numbers(const char *file, double *mine, size_t size) {
    FILE *in = fopen(file, "r");
    long count = 0, got = 1;
    double number;
    if (!in) return -1;
    for (; (got = fscanf(in, " %lf ,", &number)) == 1; count++) if ((size_t) count < size) mine[count] = number;
    fclose(in);
    return got == EOF ? count : -2;
}

/* 0: right, 1: wrong or missing, -1: missing, and only what is given is judged. */
static int wrong(const lstm4j_case *one, const lstm4j_array *a, const char *folder, int given) {
    char file[4096], dots[200];
    static double mine[65536];
    size_t at = 0;
    snprintf(dots, sizeof dots, "%s.%s.csv", one->id, a->name);
    for (char *c = dots; *c; c++) if (*c == '/') *c = '.';
    snprintf(file, sizeof file, "%s/%s", folder, dots);
    long count = numbers(file, mine, a->size < 65536 ? a->size : 65536);
    double worst = count == (long) a->size ? lstm4j_worst(a, mine, &at) : INFINITY;
    if (count == -1 && given) return -1;
    if (count == -1) printf("%-45s MISSING\n", dots);
    else if (count == -2) printf("%-45s WRONG: holds something that is no number\n", dots);
    else if (count != (long) a->size) printf("%-45s WRONG: %ld numbers, should be %zu\n", dots, count, a->size);
    else if (worst > 1) printf("%-45s WRONG: number %zu is %.9g, should be %.9g, %.3g bounds off\n", dots, at, mine[at], a->expected[at], worst);
    else printf("%-45s right, %.2f of the bound\n", dots, worst);
    return !(worst <= 1);
}

int main(int argc, char **argv) {
    int asked = 0, bad = 0, given = argc > 2 && !strcmp(argv[2], "given");
    for (int c = 0; argc > 1 && c < LSTM4J_CASES; c++) {
        int wanted = argc == 2 + given;
        for (int g = 2 + given; g < argc; g++) wanted |= !strcmp(argv[g], lstm4j_cases[c].group);
        for (int n = 0; wanted && n < lstm4j_cases[c].count; n++) {
            int found = wrong(&lstm4j_cases[c], &lstm4j_cases[c].arrays[n], argv[1], given);
            asked += found >= 0, bad += found > 0;
        }
    }
    if (!asked) return fprintf(stderr, "usage: %s MY_NUMBERS [given] [forward states masks gradients training chain edges gru rnn]\n", argv[0]), 2;
    return printf("%d arrays, %d wrong or missing\n", asked, bad), bad > 0;
}
#endif
