/* One page of a PDF as a picture: its box and rotation by libqpdf.  Its pixels, which only PNG and SVG want, libvips draws.
 *
 * A file that is encrypted or has to be repaired is refused: what a reader would guess is not to be printed. */
#include "output/picture.h"

#include <math.h>
#include <qpdf/qpdf-c.h>
#include <stdlib.h>

void picture_pdf_free(PicturePdf *pdf)
{
    if (pdf) g_bytes_unref(pdf->file);
    g_free(pdf);
}

/* The number at `index` of an array; NaN where there is none. */
static double number_at(qpdf_data qpdf, qpdf_oh array, int index)
{
    double number = 0;
    bool is_number = index < qpdf_oh_get_array_n_items(qpdf, array) &&
                     qpdf_oh_get_value_as_number(qpdf, qpdf_oh_get_array_item(qpdf, array, index), &number);
    return is_number ? number : NAN;
}

/* The page's crop box, in order and within bounds of the formats' lengths. */
static bool find_box(qpdf_data qpdf, qpdf_oh page, double box[4])
{
    bool has_crop = qpdf_oh_is_array(qpdf, qpdf_oh_get_key(qpdf, page, "/CropBox"));
    qpdf_oh array = qpdf_oh_get_key(qpdf, page, has_crop ? "/CropBox" : "/MediaBox");
    if (!qpdf_oh_is_array(qpdf, array)) return false;
    for (int i = 0; i < 2; i++) {
        double a = number_at(qpdf, array, i), b = number_at(qpdf, array, i + 2);
        box[i] = MIN(a, b);
        box[i + 2] = MAX(a, b);
        if (!(box[i + 2] - box[i] >= 1) || !(fabs(a) < 20000) || !(fabs(b) < 20000)) return false;
    }
    return true;
}

static int rotation_of(qpdf_data qpdf, qpdf_oh page)
{
    qpdf_oh value = qpdf_oh_get_key(qpdf, page, "/Rotate");
    long long rotation = qpdf_oh_is_integer(qpdf, value) ? qpdf_oh_get_int_value(qpdf, value) : 0;
    return (int)((rotation % 360 + 360) % 360 / 90 * 90);
}

/* Whether the page's content can be read to its end. */
static bool has_content(qpdf_data qpdf, qpdf_oh page)
{
    unsigned char *content = NULL;
    size_t size = 0;
    bool is_good = qpdf_oh_get_page_content_data(qpdf, page, &content, &size) == QPDF_SUCCESS && !qpdf_more_warnings(qpdf);
    free(content);
    return is_good;
}

static PicturePdf *take_page(qpdf_data qpdf, GBytes *file, unsigned number, char **reason)
{
    int n_pages = qpdf_get_num_pages(qpdf);
    if (n_pages <= 0 || (int)number >= n_pages) {
        *reason = g_strdup_printf("the PDF has no page %u, but %d", number + 1, MAX(n_pages, 0));
        return NULL;
    }
    qpdf_push_inherited_attributes_to_page(qpdf);
    qpdf_oh page = qpdf_get_page_n(qpdf, number);
    PicturePdf pdf = {.page = number, .rotation = rotation_of(qpdf, page)};
    if (!find_box(qpdf, page, pdf.box) || !has_content(qpdf, page)) {
        *reason = g_strdup_printf("page %u of the PDF is damaged", number + 1);
        return NULL;
    }
    bool is_turned = pdf.rotation % 180 != 0;
    pdf.width = is_turned ? pdf.box[3] - pdf.box[1] : pdf.box[2] - pdf.box[0];
    pdf.height = is_turned ? pdf.box[2] - pdf.box[0] : pdf.box[3] - pdf.box[1];
    pdf.file = g_bytes_ref(file);
    return g_memdup2(&pdf, sizeof pdf);
}

static PicturePdf *open_page(GBytes *file, unsigned number, char **reason)
{
    gsize size;
    const char *data = g_bytes_get_data(file, &size);
    qpdf_data qpdf = qpdf_init();
    qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);
    qpdf_set_attempt_recovery(qpdf, QPDF_FALSE);
    bool is_read = qpdf_read_memory(qpdf, "picture", data, size, NULL) == QPDF_SUCCESS;
    PicturePdf *pdf = is_read && !qpdf_is_encrypted(qpdf) ? take_page(qpdf, file, number, reason) : NULL;
    if (is_read && qpdf_is_encrypted(qpdf)) *reason = g_strdup("the PDF is encrypted");
    else if (!is_read) *reason = g_strdup("the PDF is damaged or cut short");
    if (qpdf_has_error(qpdf)) qpdf_get_error(qpdf); /* one that nobody asked for goes to standard error */
    qpdf_cleanup(&qpdf);
    return pdf;
}

Picture *picture_read_pdf(GBytes *file, const PictureRequest *request, char **reason)
{
    PicturePdf *pdf = open_page(file, request->page > 0 ? (unsigned)request->page - 1 : 0, reason);
    if (!pdf) return NULL;
    Picture *picture = picture_new(0, 0, PICTURE_RGB);
    picture->pdf = pdf;
    picture->is_drawing = true;
    picture->was_colour = true;
    double scale = PICTURE_PPI / 72.0 * base_length_pt(request->width) / (picture_shown(picture, request).width * pdf->width);
    scale = MIN(scale, sqrt(PICTURE_PIXELS_MAX / 4 / (pdf->width * pdf->height)));
    scale = MIN(scale, 32000 / MAX(pdf->width, pdf->height));
    picture->width = (unsigned)MAX(1, lround(pdf->width * scale));
    picture->height = (unsigned)MAX(1, lround(pdf->height * scale));
    return picture;
}
