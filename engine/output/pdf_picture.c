/* The pictures of a PDF document: grey image objects, DCT where the picture came as JPEG, else Flate.
 *
 * The Flate data is that of a PNG file of the pixels: PDF's predictors 10-15 are PNG's filters, and FlateDecode reads what IDAT
 * chunks hold (ISO 32000-1 7.4.4.4), so libpng's choice of a filter for each row serves here too. */
#include "output/pdf.h"

#include <string.h>

static void picture_entry_free(gpointer data)
{
    PdfPicture *picture = data;
    picture_free(picture->frame);
    g_free(picture);
}

PdfPictures *pdf_pictures_new(qpdf_data qpdf, DkDiagnostics *list)
{
    PdfPictures *pictures = g_new0(PdfPictures, 1);
    pictures->qpdf = qpdf;
    pictures->list = list;
    pictures->pictures = g_ptr_array_new_with_free_func(picture_entry_free);
    pictures->places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return pictures;
}

void pdf_pictures_free(PdfPictures *pictures)
{
    if (!pictures) return;
    g_ptr_array_unref(pictures->pictures);
    g_hash_table_unref(pictures->places);
    g_free(pictures);
}

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

static PdfObject write_image(qpdf_data qpdf, const Picture *picture)
{
    GString *entries = g_string_new("<</Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8");
    g_string_append_printf(entries, "/Width %u/Height %u", picture->width, picture->height);
    PdfObject image;
    if (picture->jpeg) {
        gsize size;
        const void *data = g_bytes_get_data(picture->jpeg, &size);
        g_string_append(entries, "/Filter/DCTDecode>>");
        image = pdf_stream(qpdf, entries->str, data, size);
    } else {
        g_autoptr(GBytes) png = picture_write_png(picture);
        g_autoptr(GByteArray) data = png_data(png);
        g_string_append_printf(entries, "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors 1/BitsPerComponent 8/Columns %u>>>>",
                               picture->width);
        image = pdf_stream(qpdf, entries->str, data->data, data->len);
    }
    g_string_free(entries, TRUE);
    return image;
}

unsigned pdf_pictures_index(PdfPictures *pictures, const PageItem *item)
{
    g_autofree char *key = g_strdup_printf("%d %d %s", item->rect.width, item->rect.height, item->path);
    unsigned place = GPOINTER_TO_UINT(g_hash_table_lookup(pictures->places, key));
    if (place > 0) return place - 1;
    PdfPicture *made = g_new0(PdfPicture, 1);
    made->frame = picture_load_checked(item, pictures->list);
    if (made->frame) {
        made->object = write_image(pictures->qpdf, made->frame);
        g_clear_pointer(&made->frame->grey, g_free);
        g_clear_pointer(&made->frame->jpeg, g_bytes_unref);
        g_clear_pointer(&made->frame->png, g_bytes_unref);
    }
    g_ptr_array_add(pictures->pictures, made);
    g_hash_table_insert(pictures->places, g_steal_pointer(&key), GUINT_TO_POINTER(pictures->pictures->len));
    return pictures->pictures->len - 1;
}
