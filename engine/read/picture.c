/* What stories and page files say alike of a picture: which part of it may be shown. */
#include "read/keys.h"

static const ReadKey crop_keys[] = {
    {"left", READ_SHARE, .offset = offsetof(ModelCrop, left), "from the picture's left, in per cent of its width", true},
    {"top", READ_SHARE, .offset = offsetof(ModelCrop, top), "from the picture's top, in per cent of its height", true},
    {"width", READ_SHARE, .offset = offsetof(ModelCrop, width), "per cent of the picture's width", true},
    {"height", READ_SHARE, .offset = offsetof(ModelCrop, height), "per cent of the picture's height", true},
    {NULL},
};
const ReadMap read_crop_keys = {"the crop of a picture", crop_keys, 0, NULL, READ_NOWHERE, READ_NOWHERE};

static const ReadKey focus_keys[] = {
    {"x", READ_SHARE, .offset = offsetof(ModelFocus, x), "from the picture's left, in per cent of its width", true},
    {"y", READ_SHARE, .offset = offsetof(ModelFocus, y), "from the picture's top, in per cent of its height", true},
    {NULL},
};
const ReadMap read_focus_keys = {"the focus of a picture", focus_keys, 0, NULL, READ_NOWHERE, READ_NOWHERE};

/* A picture in a furniture frame, where its path alone does not say enough. */
static const ReadKey furniture_keys[] = {
    {"file", READ_PATH, .offset = offsetof(ModelPicture, file), "path of the picture, relative to this file", true},
    {"page", READ_COUNT, .offset = offsetof(ModelPicture, page), "page of a PDF, from 1; default the first",
     .range = {.least = 1, .most = 10000, .is_whole = true}},
    {"crop", READ_SUBMAP, .offset = offsetof(ModelPicture, crop), .doc = "{left, top, width, height}: the part that may be shown",
     .map = &read_crop_keys},
    {"focus", READ_SUBMAP, .offset = offsetof(ModelPicture, focus), .doc = "{x, y}: the point that stays in sight",
     .map = &read_focus_keys},
    {"alt", READ_TEXT, .offset = offsetof(ModelPicture, alt), "the picture in words, for those who cannot see it"},
    {NULL},
};
const ReadMap read_furniture_picture_keys = {
    "a picture of furniture", furniture_keys, sizeof(ModelPicture), NULL, READ_NOWHERE, READ_NOWHERE};

void read_check_crop(ReadSource *source, const ReadNode *node, ModelPicture *picture)
{
    const ReadNode *crop = read_node_value(node, "crop"), *focus = read_node_value(node, "focus");
    const ModelCrop *box = &picture->crop;
    picture->focus.is_set = focus != NULL;
    double slip = 1e-9;
    if (crop && (box->width <= 0 || box->height <= 0 || box->left + box->width > 1 + slip || box->top + box->height > 1 + slip)) {
        read_hint(source, read_error(source, crop->place, "out-of-range", "the crop is empty or leaves the picture"),
                  "left and width come to 100%% at most, so do top and height");
        return;
    }
    if (!crop || !focus) return;
    double x = picture->focus.x - box->left, y = picture->focus.y - box->top;
    if (x < -slip || y < -slip || x > box->width + slip || y > box->height + slip)
        read_hint(source, read_error(source, focus->place, "out-of-range", "the focus lies outside the crop"),
                  "both count from the whole picture's top left corner");
}
