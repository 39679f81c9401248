"""Given names that are common in Britain, to tell a person's name from that of a body."""

from __future__ import annotations

_NAMES = """
aaron abdul abdullah abigail adam adebayo adele adrian agnes agnieszka ahmed aidan aileen aisha
akua alan alana alasdair albert alec aled alejandro alex alexander alexandra alexis alfie alfred
ali alice alicia alina alisha alison alistair allan allison alun alyssa amanda amara amber
amelia amina amir amit amy ana anastasia andre andrea andreea andrew andrzej andy aneta angel
angela angus anil anita anjali ann anna annabel anne annette annie anthony antonia antonio anwen
aoife april arjun arthur arturo asha ashley asif asma audrey ava ayesha aylin barbara barry
beata beatrice becky ben benjamin bernadette bernard bertie beth bethan bethany betty beverley
bhavna bilal bill billy bob bonnie bradley brenda brendan brian bridget bronwen bronwyn bruce
bryan caitlin callum calum cameron camilla carl carla carmen carol caroline carolyn carrie carys
cassandra caterina cath catherine cathy catrin cecilia ceri chantelle charles charlie charlotte
chelsea cheryl chidi chinedu chloe chris christian christina christine christopher ciara ciaran
claire clara clare claudia clive clodagh colin colleen connie connor conor courtney craig
cristina cynthia daisy dale damian dan daniel daniela danielle danny darren dave david dawn dean
debbie deborah debra declan deepak deirdre delroy delyth denise dennis derek dermot desmond
diana diane dilys dimitri dina dominic dominika donald donna doreen dorothy dougal douglas
duncan dylan ebony eddie edith edmund edward edwin eileen eilidh elaine eleanor elena eleri elin
elisabeth elizabeth ella ellen ellie elliot elsie emeka emily emma emmanuel eric erica erin esme
ester esther ethan euan eugene eva evelyn evie ewa ewan faisal faith farah farhan fatima fatuma
faye felicity felix fergus fiona flora florence frances francesca francis frank fraser fred
freda frederick freya gabriel gail gareth garry gary gavin gemma geoff geoffrey george georgia
georgina gerald geraldine gerard gethin gill gillian gina giovanni gita giulia gladys glen
glenda glenn glenys gloria glyn gordon grace graeme graham grant greg gregory grzegorz guy gwen
gwyneth habib hamish hamza hannah hari harjit harold harpreet harriet harry harsha hasan hassan
hayley hazel heather hector heidi helen henry hilary hilda hollie holly howard hugh hugo huw
hywel iain ian ibrahim ida ieuan ifeoma ikram iman imogen imran ines ingrid ioana iona irene
irina iris isaac isabel isabella isabelle isla isobel ivan ivor ivy iwan jack jackie jackson
jacob jacqueline jacqui jade jake jakub jamal james jamie jamila jan jane janet janice janine
jasmin jasmine jason jay jayne jean jeanette jeff jeffrey jemima jen jenna jennifer jenny jeremy
jerome jess jessica jessie jill jim jimmy jo joan joanna joanne jodie joe joel johanna john
johnny jon jonathan jordan jorge jose joseph josephine josh joshua joy joyce juan judith judy
julia julian julie juliet june justin justine kamal kamran kareem karen karl karol kasia kate
katherine kathleen kathryn kathy katie katrina katy kavita kay kayleigh keeley keir keith kelly
kelvin ken kenneth kenny kerry kevin khadija khalid kieran kim kimberley kiran kirsten kirsty
krishna kristina krystyna krzysztof kwame kyle kylie lakshmi lara latoya laura lauren laurence
layla leah leanne lee leila len lena leo leon leonard leroy lesley leslie lewis liam lilian lily
linda lindsay lindsey lisa liz lloyd lois lorna lorraine lottie louis louisa louise lucia lucy
luis luke lydia lyn lynda lynn lynne lynsey maciej maddie madeleine maeve magda magdalena maggie
mahmoud mair malcolm malgorzata manjit manuel marc marcia marcin marcus margaret maria mariam
marian marie marilyn marion marius marjorie mark marta martha martin martyn mary maryam matilda
matt matthew maureen maurice mavis max maxine maya meera megan mehmet mei melanie melissa mercy
michael michal michelle miguel mike mikolaj mila miles millie milly minal miriam mohamed
mohammad mohammed moira mollie molly mona monica monika morag morgan morwenna muhammad muriel
musa mustafa myfanwy myra nadia naomi nasreen natalie natasha nathan neha neil nerys ngozi nia
niamh nicholas nick nicky nicola nicole nigel nikhil nikita nikki nina nisha noah noel noor nora
norma norman olga olive oliver olivia oluwaseun omar oscar osman owen pablo padma paige pam
pamela pat patricia patrick patrycja patsy paul paula pauline pawel pedro penelope penny percy
perry pete peter petra philip philippa phillip phoebe phyllis piotr poppy prakash pratibha
preeti priya quentin rachael rachel rahul raj rajesh ralph ramesh ranjit raquel rashid ravi ray
raymond razia rebecca reece reg rekha rhian rhiannon rhodri rhona rhys ricardo richard rick
ricky rita rizwan rob robbie robert roberta roberto robin robyn roger roisin roland ron ronald
ronnie rory rosalind rosamund rose rosemary rosie ross rowena roy rubina ruby rukhsana rupert
russell ruth ryan sabrina sadie saima sajid salim sally salma sam samantha sameer samina samir
samuel sana sandeep sandra sanjay sara sarah scott sean sebastian seren sergio shabana shamim
shane shannon sharon shaun shauna shazia sheena sheila shelley shirley shona sian sidney simon
simone sinead siobhan sofia sonia sophia sophie stacey stan stanley stella stephanie stephen
steve steven stewart stuart sue suki sunil sunita susan susanna susannah susie suzanne svetlana
sybil sylvia tamara tamsin tania tanya tara tariq tasha tatiana ted temitope terence teresa
terry tess tessa theo theresa thomas tim timothy tina toby tod todd tolu tom tomasz tommy toni
tony tracey tracy trevor tricia trish trudy tunde tyler umar una ursula usha usman valerie
vanessa vera verity vernon veronica vicki vicky victor victoria vijay vikram vincent viola
violet viv vivian vivien vivienne wafa walter wanda warren wayne wendy wilfred will william
winifred winston wojciech xavier yasmin yasmine yolanda yousef yusuf yvette yvonne zac zach
zachary zahra zainab zara zeinab zoe zofia zuzanna
"""
GIVEN_NAMES = frozenset(_NAMES.split())
"""In small letters. A name of a body may begin with one as well; its other words then tell."""
