/* The pictures of a PDF document: image objects with DCT data where the picture came as JPEG, else Flate; pages of other PDFs and SVG
 * drawings as forms.  In black alone a form is made grey (pdf_recolour.c), and where that cannot be done its pixels are.
 *
 * Colours: grey is DeviceGray, inks are DeviceCMYK, RGB is ICCBased with the file's profile or that of sRGB, which PDF/X-4 allows (RULES
 * 3.2); alpha is a soft mask.  The Flate data is that of a PNG file of the pixels: PDF's predictors 10-15 are PNG's filters, and
 * FlateDecode reads what IDAT chunks hold (ISO 32000-1 7.4.4.4), so libpng's choice of a filter for each row serves here too. */
#include "output/pdf.h"

#include <stdlib.h>
#include <string.h>

PdfPictures *pdf_pictures_new(qpdf_data qpdf, DkDiagnostics *list)
{
    PdfPictures *pictures = g_new0(PdfPictures, 1);
    pictures->qpdf = qpdf;
    pictures->list = list;
    pictures->pictures = g_ptr_array_new_with_free_func(g_free);
    pictures->places = g_hash_table_new(NULL, NULL);
    pictures->profiles = g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
    pictures->files = g_ptr_array_new();
    pictures->sources = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    return pictures;
}

void pdf_pictures_free(PdfPictures *pictures)
{
    if (!pictures) return;
    for (unsigned i = 0; i < pictures->files->len; i++) {
        qpdf_data file = g_ptr_array_index(pictures->files, i);
        qpdf_cleanup(&file);
    }
    g_ptr_array_unref(pictures->files);
    g_ptr_array_unref(pictures->sources);
    g_ptr_array_unref(pictures->pictures);
    g_hash_table_unref(pictures->places);
    g_hash_table_unref(pictures->profiles);
    g_free(pictures);
}

/* ---- Images ---- */

/* The data of a PNG file's IDAT chunks, one after another (PNG 5.3: length, type, data, CRC). */
static GByteArray *png_data(GBytes *png)
{
    gsize size;
    const uint8_t *data = g_bytes_get_data(png, &size);
    GByteArray *joined = g_byte_array_new();
    for (size_t at = 8; at + 12 <= size;) {
        size_t length = (size_t)data[at] << 24 | (size_t)data[at + 1] << 16 | (size_t)data[at + 2] << 8 | data[at + 3];
        if (length > size - at - 12) break;
        if (memcmp(data + at + 4, "IDAT", 4) == 0) g_byte_array_append(joined, data + at + 8, (guint)length);
        at += 12 + length;
    }
    return joined;
}

/* An image of a PNG's pixels; its colour space is set by the caller. */
static PdfObject write_png(qpdf_data qpdf, const Picture *picture, GBytes *png, unsigned n_channels, unsigned depth)
{
    g_autoptr(GByteArray) data = png_data(png);
    g_autofree char *entries =
        g_strdup_printf("<</Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent %u/Filter/FlateDecode"
                        "/DecodeParms<</Predictor 15/Colors %u/BitsPerComponent %u/Columns %u>>>>",
                        picture->width, picture->height, depth, n_channels, depth, picture->width);
    return pdf_stream(qpdf, entries, data->data, data->len);
}

static PdfObject write_jpeg(qpdf_data qpdf, const Picture *picture)
{
    g_autoptr(GBytes) jpeg = picture_write_jpeg(picture);
    gsize size;
    const void *data = g_bytes_get_data(jpeg, &size);
    bool is_inverted = picture->space == PICTURE_INKS && (picture->is_inverted || !picture->jpeg);
    bool is_plain = picture->jpeg && picture->is_plain;
    g_autofree char *entries =
        g_strdup_printf("<</Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent 8%s/Filter/DCTDecode"
                        "%s>>",
                        picture->width, picture->height, is_inverted ? "/Decode[1 0 1 0 1 0 1 0]" : "",
                        is_plain ? "/DecodeParms<</ColorTransform 0>>" : "");
    return pdf_stream(qpdf, entries, data, size);
}

/* Four inks that came neither as JPEG nor as PNG: libqpdf deflates the bare pixels. */
static PdfObject write_inks(qpdf_data qpdf, const Picture *picture)
{
    g_autofree char *entries =
        g_strdup_printf("<</Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent 8>>", picture->width, picture->height);
    return pdf_stream(qpdf, entries, picture->pixels, (size_t)picture->width * picture->height * PICTURE_INKS);
}

/* The ICC profile of an RGB picture, as a stream that all pictures of one profile share. */
static PdfObject profile_stream(PdfPictures *pictures, const Picture *picture)
{
    GBytes *profile = picture->profile ? g_bytes_ref(picture->profile) : picture_srgb_profile();
    gpointer known = g_hash_table_lookup(pictures->profiles, profile);
    if (known) {
        g_bytes_unref(profile);
        return (PdfObject)GPOINTER_TO_UINT(known);
    }
    gsize size;
    const void *data = g_bytes_get_data(profile, &size);
    PdfObject stream = pdf_stream(pictures->qpdf, "<</N 3/Alternate/DeviceRGB>>", data, size);
    g_hash_table_insert(pictures->profiles, profile, GUINT_TO_POINTER((unsigned)stream));
    return stream;
}

static PdfObject colour_space(PdfPictures *pictures, const Picture *picture)
{
    if (picture->space != PICTURE_RGB)
        return pdf_parse(pictures->qpdf, picture->space == PICTURE_INKS ? "/DeviceCMYK" : "/DeviceGray");
    PdfObject array = pdf_parse(pictures->qpdf, "[/ICCBased]");
    pdf_push(pictures->qpdf, array, profile_stream(pictures, picture));
    return array;
}

static PdfObject write_mask(qpdf_data qpdf, const Picture *picture)
{
    g_autoptr(GBytes) png = picture_write_mask(picture);
    PdfObject mask = write_png(qpdf, picture, png, 1, 8);
    pdf_set(qpdf, qpdf_oh_get_dict(qpdf, mask), "/ColorSpace", pdf_parse(qpdf, "/DeviceGray"));
    return mask;
}

static PdfObject write_pixels(PdfPictures *pictures, const Picture *picture)
{
    qpdf_data qpdf = pictures->qpdf;
    if (picture->jpeg || (picture->is_photo && !picture->alpha)) return write_jpeg(qpdf, picture);
    if (picture->space == PICTURE_INKS) return write_inks(qpdf, picture);
    g_autoptr(GBytes) png = picture_write_png(picture);
    return write_png(qpdf, picture, png, picture->space, picture->png ? picture->png_depth : 8);
}

static bool write_image(PdfPictures *pictures, Picture *picture, PdfObject *object)
{
    if (!picture->jpeg && !picture->png && !picture_need_pixels(picture, pictures->list)) return false;
    *object = write_pixels(pictures, picture);
    PdfObject dictionary = qpdf_oh_get_dict(pictures->qpdf, *object);
    pdf_set(pictures->qpdf, dictionary, "/ColorSpace", colour_space(pictures, picture));
    if (picture->alpha) pdf_set(pictures->qpdf, dictionary, "/SMask", write_mask(pictures->qpdf, picture));
    return true;
}

/* ---- Pages of PDFs ---- */

/* The matrix that puts the page, turned as it says, on the unit square, as an image stands. */
static void form_matrix(const PicturePdf *pdf, double matrix[6])
{
    double wide = 1 / (pdf->box[2] - pdf->box[0]), high = 1 / (pdf->box[3] - pdf->box[1]);
    const double turned[4][6] = {
        {wide, 0, 0, high, -pdf->box[0] * wide, -pdf->box[1] * high},
        {0, -wide, high, 0, -pdf->box[1] * high, pdf->box[2] * wide},
        {-wide, 0, 0, -high, pdf->box[2] * wide, pdf->box[3] * high},
        {0, wide, -high, 0, pdf->box[3] * high, -pdf->box[0] * wide},
    };
    memcpy(matrix, turned[pdf->rotation / 90], sizeof turned[0]);
}

/* A form's entries: its box, its place on the unit square, and that it is a group of its own (ISO 32000-1 8.10, 11.6.6). */
static char *form_entries(const PicturePdf *pdf)
{
    double matrix[6];
    GString *text = g_string_new("<</Type/XObject/Subtype/Form/Group<</S/Transparency/I true>>/BBox[");
    form_matrix(pdf, matrix);
    for (unsigned i = 0; i < 4; i++) {
        output_decimal(text, (int64_t)(pdf->box[i] * 1e4 + (pdf->box[i] < 0 ? -0.5 : 0.5)), 4);
        g_string_append_c(text, i < 3 ? ' ' : ']');
    }
    g_string_append(text, "/Matrix[");
    for (unsigned i = 0; i < 6; i++) {
        output_decimal(text, (int64_t)(matrix[i] * 1e9 + (matrix[i] < 0 ? -0.5 : 0.5)), 9);
        g_string_append_c(text, i < 5 ? ' ' : ']');
    }
    g_string_append(text, ">>");
    return g_string_free(text, FALSE);
}

/* A form of page content, in grey where that is wanted; false where it cannot be grey. */
static bool put_content(PdfPictures *pictures, const PicturePdf *pdf, const void *content, size_t length, bool is_grey,
                        PdfObject *object)
{
    g_autofree char *entries = form_entries(pdf);
    g_autoptr(GString) grey = is_grey ? pdf_grey_content(content, length) : NULL;
    if (is_grey && !grey) return false;
    *object = pdf_stream(pictures->qpdf, entries, grey ? grey->str : content, grey ? grey->len : length);
    return true;
}

typedef enum { FORM_AS_IS, FORM_GREY, FORM_SRGB } FormColours;

static PdfObject srgb_space(PdfPictures *pictures)
{
    PdfObject array = pdf_parse(pictures->qpdf, "[/ICCBased]");
    Picture srgb = {.space = PICTURE_RGB};
    pdf_push(pictures->qpdf, array, profile_stream(pictures, &srgb));
    return array;
}

static bool write_form(PdfPictures *pictures, const PicturePdf *pdf, FormColours colours, PdfObject *object)
{
    gsize size;
    const char *data = g_bytes_get_data(pdf->file, &size);
    qpdf_data file = qpdf_init();
    g_ptr_array_add(pictures->sources, g_bytes_ref(pdf->file));
    g_ptr_array_add(pictures->files, file); /* what is copied out of it is read when the document is written */
    qpdf_set_suppress_warnings(file, QPDF_TRUE);
    qpdf_set_attempt_recovery(file, QPDF_FALSE);
    unsigned char *content = NULL;
    size_t length = 0;
    if (qpdf_read_memory(file, "picture", data, size, NULL) != QPDF_SUCCESS) return false;
    qpdf_push_inherited_attributes_to_page(file);
    qpdf_oh page = qpdf_get_page_n(file, pdf->page);
    if (qpdf_oh_get_page_content_data(file, page, &content, &length) != QPDF_SUCCESS) return false;
    bool is_put = put_content(pictures, pdf, content, length, colours == FORM_GREY, object);
    free(content);
    if (!is_put) return false;
    qpdf_oh resources = qpdf_oh_get_key(file, page, "/Resources");
    if (!qpdf_oh_is_dictionary(file, resources)) return true;
    /* Only what has a number can be copied to another file; to give one, libqpdf would read the whole file. */
    PdfObject holder = qpdf_oh_is_indirect(file, resources) ? resources : qpdf_make_indirect_object(file, resources);
    if (colours == FORM_GREY && !pdf_grey_resources(file, holder)) return false;
    PdfObject copied = qpdf_oh_copy_foreign_object(pictures->qpdf, file, holder);
    if (colours == FORM_SRGB) pdf_default_rgb_resources(pictures->qpdf, copied, srgb_space(pictures));
    pdf_set(pictures->qpdf, qpdf_oh_get_dict(pictures->qpdf, *object), "/Resources", copied);
    return true;
}

/* A PDF's page or an SVG as outlines; false: it has to be pixels, which a note says. */
static bool write_outlines(PdfPictures *pictures, const Picture *picture, PdfObject *object)
{
    bool is_black = picture->request.is_black, is_grey = picture->pdf ? is_black : picture->space == PICTURE_GREY;
    g_autoptr(PicturePdf) drawing = picture->svg ? picture_svg_page(picture) : NULL;
    const PicturePdf *page = picture->pdf ? picture->pdf : drawing;
    FormColours colours = is_grey ? FORM_GREY : picture->pdf ? FORM_AS_IS : FORM_SRGB;
    if (page && write_form(pictures, page, colours, object)) return true;
    if (page && colours == FORM_GREY)
        base_report(pictures->list, DK_NOTE, "picture-pixels", (BasePlace){.file = picture->request.path},
                    "drawn as pixels of %d ppi: something in it cannot be made grey as outlines", PICTURE_PPI);
    return false;
}

unsigned pdf_pictures_index(PdfPictures *pictures, Picture *picture)
{
    unsigned place = GPOINTER_TO_UINT(g_hash_table_lookup(pictures->places, picture));
    if (place > 0) return place - 1;
    PdfPicture *made = g_new0(PdfPicture, 1);
    bool is_form = (picture->pdf || picture->svg) && write_outlines(pictures, picture, &made->object);
    made->is_drawn = is_form || write_image(pictures, picture, &made->object);
    picture_let_pixels_go(picture);
    picture_let_drawing_go(picture);
    g_ptr_array_add(pictures->pictures, made);
    g_hash_table_insert(pictures->places, picture, GUINT_TO_POINTER(pictures->pictures->len));
    return pictures->pictures->len - 1;
}
