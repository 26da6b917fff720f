/* What the files that assemble stories share. */
#ifndef RECONSTRUCT_STORIES_H
#define RECONSTRUCT_STORIES_H

#include "reconstruct/habits.h"

/* Finds the advertisements among the pieces, and gives them that role. */
void rec_find_advertisements(const RecSource *source, const RecPieces *pieces, const RecHabits *habits, RecRoles *roles);

/* A story as far as the walk has told it: what it goes on with when it is left for another and gone back to. */
typedef struct {
    GArray *elements; /* RecElement: its draft */
    int measure;      /* of its last paragraph; 0: not known */
    int sure_measure; /* the last certain one; 0: none yet */
    int width;        /* of its widest line that is no paragraph's last, in cells */
    bool has_body, has_jump, has_byline;
    bool has_speakers; /* somebody has spoken in it */
    bool has_briefs;   /* it stands under a head of briefs: each head begins another */
    bool is_parted;    /* a teaser stands behind it: what has a head there is another */
    bool is_signed;    /* its last paragraph ends with the author's name */
} RecTold;

/* The state of the walk through the pieces. */
typedef struct {
    const RecSource *source;
    const RecPieces *pieces;
    const RecRoles *roles;
    const RecHabits *habits;
    bool is_traditional;
    const GArray *links;
    RecStories *out;
    GPtrArray *drafts;    /* GArray of RecElement, one a story */
    GPtrArray *told;      /* RecTold, one a draft */
    RecTold *story;       /* the one at hand; NULL: none yet */
    RecTold *left;        /* the story that was left for one that goes on; NULL: none */
    RecTold *with_sign;   /* the last story that has paragraphs with a sign of quotation before them; NULL: none */
    GHashTable *speakers; /* gunichar of a speaker's sign (记：) -> the last story (RecTold) in which he spoke */
    GPtrArray *homes;     /* RecTold: the story that each piece of body went to; NULL: none */
    GArray *waiting;      /* RecElement: heads and captions whose text has not come yet */
    GArray *doubled;      /* unsigned: pieces of the paragraph at hand from which a line that stands twice was cut */
    GArray *strays;       /* RecElement: heads that stand in the middle of another story */
} Assembler;

/* What the heads that wait are, now that a paragraph without dateline follows them. */
typedef enum { REC_HEADS_BEGIN_STORY, REC_HEADS_ARE_CROSS_HEAD, REC_HEADS_ARE_BODY, REC_HEADS_ARE_STRAY } RecHeads;
RecHeads rec_judge_heads(const Assembler *assembler, unsigned index);
/* Whether a head is one of briefs (简讯). */
bool rec_is_head_of_briefs(const Assembler *assembler, const RecElement *head);
/* Begins a story, with the heads that wait. */
void rec_story_begin(Assembler *assembler);
/* A piece that goes on from another story's paragraph brings that story back: what follows belongs to it. */
void rec_home_go(Assembler *assembler, unsigned index);
/* The same of a paragraph that goes on in another story than the one at hand. */
void rec_home_find(Assembler *assembler, unsigned index);
/* What later paragraphs are found a home by. */
void rec_home_remember(Assembler *assembler, unsigned index);
/* Gives heads without a text to the headless text right before them, which extraction gave first, when they share words. */
void rec_place_heads(Assembler *assembler);
/* Parts two stacks of heads that stand together: the upper lines go to the headless text that has their words. */
void rec_part_stacks(Assembler *assembler);
/* Gives strays to the headless stories that have their words, the rest to the list for review. */
void rec_place_strays(Assembler *assembler);
/* Gives the paragraphs of stories that show no beginning to the one story of their measure. */
void rec_place_paragraphs(Assembler *assembler);
/* Moves texts that go on a story that breaks off from the one they stand in to that one. */
void rec_place_rests(Assembler *assembler);
/* Moves captions that extraction put into another story to the one whose words they share. */
void rec_place_captions(Assembler *assembler);
/* Brings a story's elements into the order in which they are set: heads first, kicker above headline. */
void rec_arrange_heads(const Assembler *assembler, GArray *draft);
/* Reads a story's stack of heads, two to six: standing head, kicker, headline, deck, the author's name. */
void rec_settle_stack(const Assembler *assembler, GArray *draft);
/* Adds the pairs of neighbouring Han of a range, which stand for its words, to a set of them. */
void rec_add_pairs(GHashTable *pairs, const RecSource *source, RecRange range);
/* Says of every head of the stories how sure it is, by what stands over it and under it and by its words. */
void rec_weigh_heads(const Assembler *assembler);
/* The measure that most lines of a story have, and the legs that its column breaks prove. */
void rec_measure_story(const Assembler *assembler, RecStory *story);

#endif
